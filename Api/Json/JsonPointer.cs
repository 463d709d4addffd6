using System.Text;

namespace Classifier.Api.Json;

/// <summary>Turns the serializer's paths into JSON pointers (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <summary><c>$.labels['a.b'][2]</c> becomes <c>/labels/a.b/2</c>; null and <c>$</c> become the empty pointer.</summary>
    public static string FromPath(string? path)
    {
        if (string.IsNullOrEmpty(path))
            return "";
        var pointer = new StringBuilder();
        var i = path.StartsWith('$') ? 1 : 0;
        while (i < path.Length)
        {
            int end;
            if (path[i] == '[' && i + 1 < path.Length && path[i + 1] == '\'')
            {
                end = path.IndexOf("']", i + 2, StringComparison.Ordinal);
                end = end < 0 ? path.Length : end;
                Append(pointer, path.AsSpan(i + 2, end - i - 2));
                i = Math.Min(path.Length, end + 2);
            }
            else if (path[i] == '[')
            {
                end = path.IndexOf(']', i);
                end = end < 0 ? path.Length : end;
                Append(pointer, path.AsSpan(i + 1, end - i - 1));
                i = Math.Min(path.Length, end + 1);
            }
            else
            {
                var start = path[i] == '.' ? i + 1 : i;
                end = path.AsSpan(start).IndexOfAny('.', '[') is var next && next < 0 ? path.Length : start + next;
                Append(pointer, path.AsSpan(start, end - start));
                i = end;
            }
        }
        return pointer.ToString();
    }

    private static void Append(StringBuilder pointer, ReadOnlySpan<char> name)
    {
        pointer.Append('/');
        foreach (var c in name)
            pointer.Append(c switch { '~' => "~0", '/' => "~1", _ => c.ToString() });
    }
}
