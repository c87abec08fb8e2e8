using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace EcrProvider.Host;

/// <summary>
/// Writes entries to systemd's journal by its native protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL).
/// Never waits: a stopped journald blocks its writers after 70 datagrams, and kubelet would wait for us. Not by .NET's Socket, which opens two
/// network sockets first, to see whether the kernel has IPv4 and IPv6.
/// </summary>
internal class Journal(string socket)
{
    private const int Unix = 1;
    private const int Datagram = 2;

    public const string SystemdSocket = "/run/systemd/journal/socket";

    /// <summary>Sends one entry; where no journal listens or it is full, the entry is lost. A field without a value is left out.</summary>
    public virtual void Write(JournalPriority priority, string message, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        if (!File.Exists(socket))
        {
            return;
        }

        using var datagram = new MemoryStream();
        Append(datagram, "MESSAGE", message);
        Append(datagram, "PRIORITY", ((int)priority).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Append(datagram, "SYSLOG_IDENTIFIER", "ecr-credential-provider");
        foreach ((string name, string value) in fields)
        {
            if (value.Length > 0)
            {
                Append(datagram, name, value);
            }
        }

        // struct sockaddr_un: the family, and the path with a zero behind it. What cannot be sent is lost: a log line is never worth a failed pull.
        byte[] address = [Unix, 0, .. Encoding.UTF8.GetBytes(socket), 0];
        using SafeFileHandle connection = LibC.Socket(Unix, Datagram | LibC.NonBlocking | LibC.CloseOnExec, 0);
        if (!connection.IsInvalid)
        {
            _ = LibC.SendTo(connection, datagram.GetBuffer(), (nuint)datagram.Length, 0, address, (uint)address.Length);
        }
    }

    // Always the length-prefixed form: it is the one in which a value may hold a newline.
    private static void Append(MemoryStream datagram, string name, string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)bytes.Length);
        datagram.Write(Encoding.ASCII.GetBytes(name));
        datagram.WriteByte((byte)'\n');
        datagram.Write(length);
        datagram.Write(bytes);
        datagram.WriteByte((byte)'\n');
    }
}
