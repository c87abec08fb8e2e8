namespace EcrProvider.Host;

/// <summary>syslog(3)'s levels, the ones we use.</summary>
internal enum JournalPriority
{
    Error = 3,
    Warning = 4,
    Info = 6,
}
