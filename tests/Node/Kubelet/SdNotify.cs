using System.Net.Sockets;
using System.Text;

namespace Node.Kubelet;

/// <summary>sd_notify(3).</summary>
internal static class SdNotify
{
    /// <summary>Sends the state to $NOTIFY_SOCKET, if systemd gave one.</summary>
    public static void Send(string state)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is not { Length: > 0 } address) return;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var path = address[0] == '@' ? "\0" + address[1..] : address;
        socket.SendTo(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(path));
    }
}
