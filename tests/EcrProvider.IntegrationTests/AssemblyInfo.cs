using Xunit;

// These tests mostly wait for deadlines: more of them than cores may run at a time.
[assembly: CollectionBehavior(MaxParallelThreads = 6)]
