using System.Runtime.InteropServices;

namespace EcrProvider.Host;

/// <summary>
/// NativeAOT unfolds the data of all types at the start, from read-only data of the program's file that nothing reads again: a tenth of what a cold
/// exchange holds at its most. What is read after all comes back by itself.
/// </summary>
internal static class PagesOfTheStart
{
    // elf(5), auxv of getauxval(3), madvise(2).
    private const nuint ProgramHeaders = 3;
    private const nuint ProgramHeaderSize = 4;
    private const nuint ProgramHeaderCount = 5;
    private const int Load = 1;
    private const int ReadableOnly = 4;
    private const int DontNeed = 4;

    public static void GiveBack()
    {
        nint headers = (nint)LibC.Auxiliary(ProgramHeaders);
        nint page = Environment.SystemPageSize;
        for (int index = 0; headers != 0 && index < (int)LibC.Auxiliary(ProgramHeaderCount); index++)
        {
            // Elf64_Phdr: p_type, p_flags, p_offset, p_vaddr, p_paddr, p_filesz. The first segment begins with the file, and so with the page of the headers.
            nint header = headers + (index * (int)LibC.Auxiliary(ProgramHeaderSize));
            if (Marshal.ReadInt32(header) is Load && Marshal.ReadInt32(header, 4) is ReadableOnly && Marshal.ReadInt64(header, 8) is 0)
            {
                _ = LibC.Advise(headers & -page, (nuint)Marshal.ReadInt64(header, 32), DontNeed);
            }
        }
    }
}
