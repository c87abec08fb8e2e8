using EcrProvider.Simulation;

// make simulate: what a fleet that boots at once costs its account, with the program's own retry policy.
Console.WriteLine($"{BootStorm.Nodes} nodes x {BootStorm.ImagesPerNode} images, all booting within a minute");
Console.Write(FleetReport.Table());
