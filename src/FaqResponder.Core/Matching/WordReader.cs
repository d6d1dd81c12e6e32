using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Matching;

/// <summary>Walks over the words of a text: runs of letters and digits, folded as <see cref="PlainWords"/> does. An apostrophe ends a word ("l'assurance").</summary>
internal ref struct WordReader(ReadOnlySpan<char> text, Span<char> buffer)
{
    /// <summary>What is longer is no word; only its beginning counts.</summary>
    internal const int Longest = 48;

    // What most letters fold to; 0 for what is no part of a word.
    private static readonly byte[] Ascii = [.. Enumerable.Range(0, 128).Select(c => char.IsAsciiLetterOrDigit((char)c) ? (byte)char.ToLowerInvariant((char)c) : (byte)0)];

    private readonly ReadOnlySpan<char> _text = text;
    private readonly Span<char> _buffer = buffer;
    private int _at;
    private int _length;
    private ulong _key;

    /// <summary>Where the word begins in the text.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends.</summary>
    public readonly int End => _at;

    /// <summary>The word in lower case without accents.</summary>
    public readonly ReadOnlySpan<char> Folded => _buffer[.._length];

    /// <summary>A number for the folded word, by which it can be looked up (FNV-1a): words that differ hardly ever share one.</summary>
    public readonly ulong Key => _key;

    /// <summary>Goes on to the next word.</summary>
    public bool Next()
    {
        while (_at < _text.Length && !IsLetterOrDigit(_text[_at])) _at++;
        if (_at == _text.Length) return false;
        Start = _at;
        _length = 0;
        _key = 14695981039346656037UL;
        for (; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            if (c < '\u0080')
            {
                if (Ascii[c] == 0) break;
                if (_length + 2 <= Longest) Append((char)Ascii[c]);
            }
            else if (IsInside(c))
            {
                if (_length + 2 <= Longest) AppendFolded(c);
            }
            else
            {
                break;
            }
        }

        return true;
    }

    private void Append(char folded)
    {
        _buffer[_length++] = folded;
        _key = (_key ^ folded) * 1099511628211UL;
    }

    private void AppendFolded(char c)
    {
        Span<char> folded = stackalloc char[2];
        foreach (var letter in folded[..PlainWords.FoldInto(folded, c)]) Append(letter);
    }

    private static bool IsLetterOrDigit(char c) => c < '\u0080' ? Ascii[c] != 0 : char.IsLetterOrDigit(c);

    // Accents that stand by themselves, soft hyphens and zero-width marks belong to the word that they are found in.
    private static bool IsInside(char c) =>
        char.IsLetterOrDigit(c) || c is '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' || (c >= '\u0300' && char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark);
}
