using System.Runtime.InteropServices;

namespace EcrProvider.Host;

/// <summary>
/// Standard output or error by write(2). Console's stream takes a closed pipe for success, and FileStream's pwrite(2) does not move the offset
/// that the next program which shares a redirected file goes on from.
/// </summary>
/// <param name="descriptor">1 or 2.</param>
/// <param name="mayFail">What cannot be written is lost: true for standard error.</param>
internal sealed class StandardStream(int descriptor, bool mayFail = false) : Stream
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

    /// <exception cref="IOException">It is closed or full, and that matters.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        // Whoever was started with it closed has something of his own at that number by now. A descriptor that came through
        // execve(2) never closes on exec, and everything that the runtime opens does.
        if (LibC.ControlDescriptor(descriptor, LibC.GetDescriptorFlags) is not 0)
        {
            Fail("it is closed");
            return;
        }

        while (buffer.Length > 0)
        {
            nint written = LibC.Write(descriptor, buffer, (nuint)buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
            }
            else if (Marshal.GetLastPInvokeError() is var error and not LibC.Interrupted)
            {
                Fail(Marshal.GetPInvokeErrorMessage(error));
                return;
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

    private void Fail(string why)
    {
        if (!mayFail)
        {
            throw new IOException(why);
        }
    }
}
