using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Matching;

/// <summary>Walks over the words of a text: runs of letters and digits, folded as <see cref="PlainWords"/> does. An apostrophe ends a word ("l'assurance").</summary>
internal ref struct WordReader(ReadOnlySpan<char> text, Span<char> buffer)
{
    /// <summary>What is longer is no word; only its beginning counts.</summary>
    internal const int Longest = 48;

    private readonly ReadOnlySpan<char> _text = text;
    private readonly Span<char> _buffer = buffer;
    private int _at;
    private int _length;

    /// <summary>Where the word begins in the text.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends.</summary>
    public readonly int End => _at;

    /// <summary>The word in lower case without accents.</summary>
    public readonly ReadOnlySpan<char> Folded => _buffer[.._length];

    /// <summary>Goes on to the next word.</summary>
    public bool Next()
    {
        while (_at < _text.Length && !char.IsLetterOrDigit(_text[_at])) _at++;
        if (_at == _text.Length) return false;
        Start = _at;
        _length = 0;
        for (; _at < _text.Length && IsInside(_text[_at]); _at++)
        {
            if (_length + 2 <= Longest) _length += PlainWords.FoldInto(_buffer[_length..], _text[_at]);
        }

        return true;
    }

    // Accents that stand by themselves, soft hyphens and zero-width marks belong to the word that they are found in.
    private static bool IsInside(char c) =>
        char.IsLetterOrDigit(c) || c is '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' || (c >= '\u0300' && char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark);
}
