using System.Net.Sockets;
using System.Text;
using EcrProvider.Host;
using Xunit;

namespace EcrProvider.Tests.Host;

public sealed class EntriesOfTheJournal : IDisposable
{
    private readonly TestHost host = new();
    private readonly string socket;

    public EntriesOfTheJournal() => socket = Path.Join(host.Root, "journal");

    [Fact]
    public void Are_datagrams_of_the_native_protocol()
    {
        using Socket journald = Listen();

        new Journal(socket).Write(JournalPriority.Warning, "two\nlines", ("ECR_X", "é"));

        byte[] datagram = new byte[4096];
        int length = journald.Receive(datagram);
        Assert.Equal(
            "MESSAGE\n\t\0\0\0\0\0\0\0two\nlines\nPRIORITY\n\u0001\0\0\0\0\0\0\04\n"
            + "SYSLOG_IDENTIFIER\n\u0017\0\0\0\0\0\0\0ecr-credential-provider\nECR_X\n\u0002\0\0\0\0\0\0\0é\n",
            Encoding.UTF8.GetString(datagram, 0, length));
    }

    [Fact]
    public async Task Never_wait_for_a_journald_that_has_stopped_reading()
    {
        using Socket journald = Listen();
        var journal = new Journal(socket);

        Task writes = Task.Run(
            () =>
            {
                for (int entry = 0; entry < 500; entry++)
                {
                    journal.Write(JournalPriority.Info, "never read");
                }
            },
            TestContext.Current.CancellationToken);

        await writes.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Are_dropped_where_no_journal_listens()
    {
        new Journal(socket).Write(JournalPriority.Info, "x");
        Listen().Dispose();
        new Journal(socket).Write(JournalPriority.Info, "x");
    }

    public void Dispose() => host.Dispose();

    private Socket Listen()
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        return listener;
    }
}
