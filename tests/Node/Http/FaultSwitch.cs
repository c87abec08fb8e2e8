namespace Node.Http;

/// <summary>The fault of the moment: the first line of the control file if there is one (read for each request), else the one of the command line.</summary>
internal sealed class FaultSwitch(string? fixedFault, string? controlFile)
{
    private readonly Lock gate = new();
    private string last = "";
    private int used;

    /// <summary>Whether the fault of the moment is this one, whatever it is for; counts nothing.</summary>
    public bool Is(string word) => string.Equals(Fault.Parse(Text()).Word, word, StringComparison.Ordinal);

    /// <summary>The fault for a request to <paramref name="service"/>; counts it, if the fault lasts for a number of requests only.</summary>
    public Fault For(string service)
    {
        lock (gate)
        {
            var text = Text();
            if (!string.Equals(text, last, StringComparison.Ordinal)) (last, used) = (text, 0);
            var fault = Fault.Parse(text);
            if (fault.Service.Length > 0 && !string.Equals(fault.Service, service, StringComparison.Ordinal)) return Fault.None;
            return fault.Times is { } times && used++ >= times ? Fault.None : fault;
        }
    }

    private string Text()
    {
        try
        {
            return controlFile is not null && File.Exists(controlFile) ? File.ReadAllText(controlFile).Trim() : fixedFault ?? "";
        }
        catch (IOException)
        {
            return ""; // replaced at this very moment
        }
    }
}
