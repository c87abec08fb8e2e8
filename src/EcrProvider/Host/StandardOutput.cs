using System.Runtime.InteropServices;

namespace EcrProvider.Host;

/// <summary>
/// Standard output by write(2). Console's stream takes a closed pipe for success, and FileStream's pwrite(2) does not move the offset
/// that the next program which shares a redirected file goes on from.
/// </summary>
internal sealed class StandardOutput : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="IOException">It is closed or full.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        // Whoever was started with it closed has something of his own at number 1 by now. A descriptor that came through
        // execve(2) never closes on exec, and everything that the runtime opens does.
        if (LibC.ControlDescriptor(1, LibC.GetDescriptorFlags) is not 0)
        {
            throw new IOException("it is closed");
        }

        while (buffer.Length > 0)
        {
            nint written = LibC.Write(1, buffer, (nuint)buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
            }
            else if (Marshal.GetLastPInvokeError() is var error and not LibC.Interrupted)
            {
                throw new IOException(Marshal.GetPInvokeErrorMessage(error));
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
