using System.Globalization;

namespace EcrProvider.Kubelet.Config;

/// <summary>Go's time.ParseDuration: <c>12h</c>, <c>1h30m</c>, <c>1.5s</c>, <c>0</c>.</summary>
internal static class GoDuration
{
    /// <returns>Nanoseconds; null when Go would refuse the text or it does not fit 64 bits.</returns>
    public static long? Parse(string text)
    {
        ReadOnlySpan<char> rest = text;
        bool negative = rest is ['-', ..];
        if (rest is ['-' or '+', ..])
        {
            rest = rest[1..];
        }

        if (rest is "0")
        {
            return 0;
        }

        decimal total = 0;
        do
        {
            int digits = Length(rest, c => char.IsAsciiDigit(c) || c is '.');
            ReadOnlySpan<char> number = rest[..digits];
            rest = rest[digits..];
            int letters = Length(rest, c => !char.IsAsciiDigit(c) && c is not '.');

            // More digits than 64 bits hold: Go refuses some of these numbers, and nobody means them.
            if (digits > 19 || !IsNumber(number) || Nanoseconds(rest[..letters]) is not { } unit)
            {
                return null;
            }

            decimal units = decimal.Parse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            if (units > (decimal)long.MaxValue / unit)
            {
                // The product may not fit a decimal either.
                return null;
            }

            total += units * unit;
            rest = rest[letters..];
        }
        while (rest.Length > 0 && total <= long.MaxValue);
        return total <= long.MaxValue ? (long)(negative ? -total : total) : null;
    }

    private static int Length(ReadOnlySpan<char> text, Func<char, bool> belongs)
    {
        int length = 0;
        while (length < text.Length && belongs(text[length]))
        {
            length++;
        }

        return length;
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => text.ContainsAnyInRange('0', '9') && text.Count('.') <= 1;

    private static long? Nanoseconds(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 1,
        "us" or "µs" or "μs" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        _ => null,
    };
}
