namespace EcrProvider.IntegrationTests.Answers;

/// <summary>One line of requests.txt.</summary>
/// <param name="Line">Where it stands, from 1.</param>
/// <param name="Title">Of its table.</param>
/// <param name="Cells">By the name of the column.</param>
internal sealed record Row(int Line, string Title, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>The cell of a column, empty when the table has none of that name.</summary>
    public string this[string column] => Cells.GetValueOrDefault(column, "");

    /// <summary>All rows of all tables, by line.</summary>
    public static IReadOnlyDictionary<int, Row> ReadAll(string path)
    {
        var rows = new Dictionary<int, Row>();
        string title = "";
        string[]? columns = null;
        foreach ((int index, string line) in File.ReadLines(path).Index())
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                (title, columns) = (line[3..], null);
            }
            else if (line.Length > 0 && line[0] is not '#')
            {
                string[] cells = [.. line.Split('|').Select(cell => cell.Trim())];
                if (columns is null)
                {
                    columns = cells;
                }
                else if (cells.Length == columns.Length)
                {
                    rows.Add(index + 1, new Row(index + 1, title, columns.Zip(cells).ToDictionary(StringComparer.Ordinal)));
                }
                else
                {
                    throw new InvalidDataException($"{path}:{index + 1}: {cells.Length} cells, and the table has {columns.Length} columns");
                }
            }
        }

        return rows;
    }
}
