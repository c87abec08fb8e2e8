using System.Diagnostics;
using System.Globalization;
using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>
/// Thousands of pulls on one node, and dozens of faults on the way. Every pull is a real one: the stand-in kubelet executes the installed program for
/// it, with its own environment, and containerd pulls the image with that password from a real registry (docker-registry), which knows only the password
/// of its region and identity. kubelet keeps no answer of its own, so none is served without the program. The AWS APIs and IMDS are stand-ins, and the
/// clock is off for kubelet and the program alone (LD_PRELOAD). Images are removed after each wave; in a wave the first pull of each content downloads it.
/// </summary>
[Collection(nameof(Beds))]
[Trait("Category", "Long")]
public sealed class Soak
{
    private const int Seed = 20261127;
    private const int Accounts = 24;
    private const int MoreUnderAFault = 16;
    private const int Most = 4000;

    private static readonly SoakFault Calm = new("all is well");

    private readonly Random random = new(Seed);
    private readonly SoakModel model = new();
    private readonly List<string> lost = [];
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private int pulls, downloads, refused, anonymous, killed;

    [Fact]
    public async Task Loses_no_pull_that_could_be_served_and_leaves_the_node_as_it_was()
    {
        var registries = new SoakRegistries(Accounts, random);
        await using SoakNode node = await SoakNode.BootAsync(registries, Most);
        SnapshotExclude[] excludes = [.. SnapshotExclude.MachineRecords, .. PulledImage.Records, new(SoakNode.Records, "the stand-ins' records")];
        IReadOnlyList<string> arguments = await node.Kubelet.ArgumentsAsync();
        Snapshot clean = await node.Bed.SnapshotAsync(excludes);
        await node.InstallAsync();
        Say($"seed {Seed}; {registries.Hosts.Count} registries of {Accounts + 2} accounts, {registries.Passwords.Count} passwords; after {watch.Elapsed.TotalSeconds:0} s");

        // A node that boots: every registry at once, and nothing kept.
        await WaveAsync(node, Calm, [.. registries.Hosts.Keys]);
        IReadOnlyList<int> filesBefore = await node.OpenFilesAsync();
        SoakFault[] faults = [.. SoakFaults.All];
        random.Shuffle(faults);
        foreach (SoakFault fault in faults)
        {
            await SufferAsync(node, fault);
        }

        await LetPasswordsEndAsync(node);
        await node.RestartKubeletAsync();
        model.KubeletRestarted();
        await WaveAsync(node, Calm, [.. registries.Hosts.Keys]);
        IReadOnlyList<int> filesAfter = await node.OpenFilesAsync();
        int suffered = faults.Length + 1;
        Say($"{pulls} pulls, {downloads} of them with a download; {suffered} faults; {lost.Count} lost; {refused} refused and {anonymous} anonymous as documented; "
            + $"{killed} killed with their process; open files of kubelet, containerd, journald: {string.Join(' ', filesBefore)} before, {string.Join(' ', filesAfter)} after; {watch.Elapsed.TotalMinutes:0.0} min");

        Assert.Empty(lost);
        Assert.InRange(pulls, 2000, Most);
        Assert.InRange(suffered, 20, int.MaxValue);
        Assert.Equal(0, await node.ProcessesAsync());
        Assert.All(filesBefore.Zip(filesAfter), files => Assert.InRange(files.Second, 0, files.First + 10));
        Assert.Empty((await node.Bed.RunAsync("systemctl --failed --no-legend --plain").OrThrow()).Text);
        await node.Bed.RunAsync("ecr-credential-provider node status").OrThrow();

        // A password and a lock for each identity and region, and nothing half written.
        string[] entries = [.. (await node.Bed.RunAsync($"ls -A {SoakNode.Cache}").OrThrow()).Lines.Select(Path.GetExtension).Order(StringComparer.Ordinal)!];
        Assert.Equal([.. Enumerable.Repeat(".lock", registries.Passwords.Count), .. Enumerable.Repeat(".token", registries.Passwords.Count)], entries);

        await node.Bed.RunAsync("apt-get purge -y ecr-credential-provider <&-").OrThrow();
        Assert.Equal(arguments, await node.Kubelet.ArgumentsAsync());
        Assert.Empty(clean.DifferencesTo(await node.Bed.SnapshotAsync(excludes)));
    }

    /// <summary>Half of what is kept is forgotten, the fault comes, pulls, it goes, pulls.</summary>
    private async Task SufferAsync(SoakNode node, SoakFault fault)
    {
        string before = Totals();
        TimeSpan since = watch.Elapsed;
        await ForgetAsync(node);
        await node.Bed.RunAsync(fault.Begin).OrThrow();
        if (fault.LosesCache)
        {
            model.LostAll();
        }

        if (fault.RestartsKubelet)
        {
            await node.RestartKubeletAsync();
            model.KubeletRestarted();
        }

        await WaveAsync(node, fault, Some(node, MoreUnderAFault), fault.Meanwhile);
        await node.Bed.RunAsync(fault.End).OrThrow();
        await SettleAsync(node, fault);
        await WaveAsync(node, fault.Back is null ? Calm : fault, Some(node, 0), fault.Back);
        await SettleAsync(node, fault);
        Say(string.Create(CultureInfo.InvariantCulture, $"at {since.TotalSeconds,5:0} s, for {(watch.Elapsed - since).TotalSeconds,3:0} s: {fault.Name} ({before} -> {Totals()})"));

        // What is kept is what was to be kept.
        IReadOnlyList<(string Host, string File)> kept = await node.KeptAsync();
        string[] names = [.. kept.Select(entry => node.Registries.Hosts[entry.Host].Name).Order(StringComparer.Ordinal)];
        string[] expected = [.. model.Kept.Select(password => password.Name).Order(StringComparer.Ordinal)];
        if (!names.SequenceEqual(expected, StringComparer.Ordinal))
        {
            Lose($"{fault.Name}: kept are {string.Join(", ", names)}; and not {string.Join(", ", expected)}");
        }
    }

    /// <summary>An outage that outlasts the passwords: in the second half of their lives they are answered, and never after their end.</summary>
    private async Task LetPasswordsEndAsync(SoakNode node)
    {
        var life = TimeSpan.FromSeconds(60);
        SoakFault outage = SoakFaults.All[0];
        TimeSpan since = watch.Elapsed;
        await node.GivePasswordsAsync((int)life.TotalSeconds);
        await node.Bed.RunAsync("ecr-credential-provider cache clear").OrThrow();
        model.LostAll();
        await WaveAsync(node, Calm, Some(node, 0));
        TimeSpan given = watch.Elapsed;
        await node.Bed.RunAsync(outage.Begin).OrThrow();

        await WaitUntilAsync(given + (life / 2));
        model.KubeletRestarted(); // as old as if it had been: to be renewed, and good until its end
        await WaveAsync(node, outage, Some(node, 0));
        Assert.Contains("ECR501", (await node.Bed.RunAsync("journalctl --sync; journalctl -t ecr-credential-provider -o cat --no-pager --since=-1min").OrThrow()).Output, StringComparison.Ordinal);
        await WaitUntilAsync(given + life);
        model.LostAll();
        await WaveAsync(node, outage, Some(node, 0));

        await node.GivePasswordsAsync(43200);
        await node.Bed.RunAsync(outage.End).OrThrow();
        await WaveAsync(node, Calm, Some(node, 0));
        Say($"at {since.TotalSeconds:0} s, for {(watch.Elapsed - since).TotalSeconds:0} s: an outage outlasts the passwords ({Totals()})");

        async Task WaitUntilAsync(TimeSpan time) => await Task.Delay(time > watch.Elapsed ? time - watch.Elapsed : TimeSpan.Zero, TestContext.Current.CancellationToken);
    }

    /// <summary>After what cannot be foretold: a state that is known.</summary>
    private async Task SettleAsync(SoakNode node, SoakFault fault)
    {
        if (fault.Disrupts)
        {
            await node.RestartKubeletAsync();
            model.KubeletRestarted();
        }

        if (fault.LeavesCacheUnknown)
        {
            await node.Bed.RunAsync("ecr-credential-provider cache clear").OrThrow();
            model.LostAll();
        }
    }

    private async Task ForgetAsync(SoakNode node)
    {
        foreach ((string host, string file) in await node.KeptAsync())
        {
            if (random.Next(2) is 0)
            {
                await node.Bed.RunAsync($"rm {file}").OrThrow();
                model.Lost(node.Registries.Hosts[host]);
            }
        }
    }

    private async Task WaveAsync(SoakNode node, SoakFault fault, IReadOnlyList<string> hosts, string? meanwhile = null)
    {
        int asked = await node.AskedAsync();
        (string Image, SoakPassword Password, string? Expected)[] wave =
            [.. hosts.Select(host => ($"{host}/pull/{pulls++}", node.Registries.Hosts[host], model.Expected(node.Registries.Hosts[host], fault)))];
        int toBeAsked = wave.Select(pull => pull.Password).Distinct().Count(model.IsToBeAsked);

        SoakWave record = await SoakWave.RunAsync(node, [.. wave.Select(pull => pull.Image)], meanwhile, fault.Disrupts || fault.TakesOneProcess);

        downloads += record.Downloads();
        int killedNow = 0;
        foreach ((string image, SoakPassword password, string? expected) in wave)
        {
            bool late = fault.Disrupts || (fault.TakesOneProcess && record.WasKilled(image));
            killedNow += fault.TakesOneProcess && record.WasKilled(image) ? 1 : 0;
            refused += expected?.Length > 0 ? 1 : 0;
            anonymous += expected?.Length is 0 ? 1 : 0;
            string? problem = expected?.Length > 0 ? record.RefusedBadly(image, expected) : record.ServedBadly(image, expected is null ? password.Text : null, late);
            if (problem is not null)
            {
                Lose($"{fault.Name}: {image} ({password.Name}{(expected?.Length > 0 ? ", to be refused by " + expected : "")}): {problem}");
            }

            model.Pulled(password, fault);
        }

        killed += killedNow;
        if (killedNow != (fault.TakesOneProcess ? 1 : 0))
        {
            Lose($"{fault.Name}: {killedNow} processes were killed");
        }

        if (ReferenceEquals(fault, Calm) && await node.AskedAsync() - asked is var now && now != toBeAsked)
        {
            Lose($"{fault.Name}: ECR was asked {now} times for {toBeAsked} passwords");
        }
    }

    /// <summary>A registry of each password, and as many more as are wanted, in any order.</summary>
    private string[] Some(SoakNode node, int more)
    {
        string[][] hosts = [.. node.Registries.Hosts.GroupBy(host => host.Value, host => host.Key).Select(group => group.ToArray())];
        string[] chosen = [.. hosts.Concat(Enumerable.Range(0, more).Select(_ => hosts[random.Next(hosts.Length)])).Select(of => of[random.Next(of.Length)])];
        random.Shuffle(chosen);
        return chosen;
    }

    private string Totals() => string.Create(CultureInfo.InvariantCulture, $"{pulls} pulls, {refused} refused, {lost.Count} lost");

    private void Lose(string what)
    {
        lost.Add(what);
        Say("LOST " + what);
    }

    private static void Say(string what)
    {
        TestContext.Current.TestOutputHelper!.WriteLine(what);
        Transcript.Of<Soak>().Write("== " + what);
    }
}
