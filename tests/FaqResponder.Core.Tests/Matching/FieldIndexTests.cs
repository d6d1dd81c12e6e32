using FaqResponder.Core.Matching;

namespace FaqResponder.Core.Tests.Matching;

public sealed class FieldIndexTests
{
    private const ulong Bee = 1;
    private const ulong Honey = 2;
    private const ulong Hive = 3;
    private const ulong Nowhere = 99;

    [Fact]
    public void A_document_that_was_taken_out_leaves_no_trace()
    {
        var (index, never) = (Index((0, [Bee]), (1, [Hive]), (2, [Bee, Honey])), Index((0, [Bee]), (1, [Hive])));

        index.Take(2, Words(index, Bee, Honey));
        index.Count = never.Count;

        index.Holds(2, Row(index, Bee)).ShouldBeFalse();
        index.Idf(Row(index, Honey)).ShouldBe(index.Idf(Row(index, Nowhere)));
        Most(index, Bee, Honey, Hive).ShouldBe(Most(never, Bee, Honey, Hive));
        Scores(index, Bee, Honey, Hive).ShouldBe(Scores(never, Bee, Honey, Hive));
    }

    [Fact]
    public void A_document_that_comes_back_in_the_middle_is_found_among_the_others()
    {
        var index = Index((0, [Bee]), (1, [Bee]), (2, [Bee]), (3, [Bee]));
        var before = Scores(index, Bee);

        index.Take(1, Words(index, Bee));
        index.Put(1, Words(index, Bee, Honey));

        Enumerable.Range(0, 5).Where(d => index.Holds(d, Row(index, Bee))).ShouldBe([0, 1, 2, 3]);
        Enumerable.Range(0, 5).Where(d => index.Holds(d, Row(index, Honey))).ShouldBe([1]);
        Scores(index, Bee).ShouldBe(before);
    }

    [Fact]
    public void Taking_what_is_not_there_changes_nothing()
    {
        var index = Index((0, [Bee]), (1, [Honey]));

        index.Take(1, Words(index, Bee, Nowhere));

        index.Holds(0, Row(index, Bee)).ShouldBeTrue();
        index.Holds(1, Row(index, Honey)).ShouldBeTrue();
    }

    [Fact]
    public void The_more_documents_hold_a_word_the_less_it_tells()
    {
        var index = Index((0, [Bee, Honey, Hive]), (1, [Bee, Honey]), (2, [Bee]));

        float[] telling = [index.Idf(Row(index, Nowhere)), index.Idf(Row(index, Hive)), index.Idf(Row(index, Honey)), index.Idf(Row(index, Bee))];

        telling.ShouldBeInOrder(SortDirection.Descending);
        telling.Distinct().Count().ShouldBe(4);
        telling[^1].ShouldBeGreaterThan(0);
    }

    [Fact]
    public void More_of_the_same_counts_less_and_less()
    {
        var index = new FieldIndex(View.Stems) { Count = 3 };
        for (var document = 0; document < 3; document++) index.Put(document, [Word(index, Bee, 1 + document)]);

        var scores = Scores(index, Bee);

        scores.ShouldBeInOrder(SortDirection.Ascending);
        (scores[2] - scores[1]).ShouldBeLessThan(scores[1] - scores[0]);
    }

    [Fact]
    public void No_document_reaches_more_than_the_most_that_is_told()
    {
        var index = new FieldIndex(View.Stems) { Count = 2 };
        index.Put(0, [Word(index, Bee, 1_000_000), Word(index, Honey, 1_000_000)]);
        index.Put(1, [Word(index, Hive, 1)]);

        var scores = Scores(index, Bee, Honey);
        var most = Most(index, Bee, Honey);

        scores[0].ShouldBe(most, tolerance: most * 0.001);
        scores[0].ShouldBeLessThanOrEqualTo(most);
        scores[1].ShouldBe(0);
        Most(index, Bee, Honey, Nowhere).ShouldBe(most + index.Idf(Row(index, Nowhere)), tolerance: 0.001);
    }

    [Fact]
    public void Scores_of_an_earlier_question_are_forgotten()
    {
        var index = Index((0, [Bee]), (1, [Honey]));
        var scores = new float[2];

        index.Score(Query(index, Bee), scores);
        index.Score(Query(index, Honey), scores);

        scores[0].ShouldBe(0);
        scores[1].ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Among_too_many_to_count_the_words_that_tell_most_are_kept()
    {
        const int Documents = 50_000;
        const int Common = 9;
        var index = new FieldIndex(View.Stems) { Count = Documents };
        for (var document = 0; document < Documents; document++)
        {
            index.Put(document, Words(index, [.. Enumerable.Range(100, Common).Select(w => (ulong)w)]));
        }

        index.Put(Documents - 1, Words(index, Honey));

        var scores = Scores(index, [.. Enumerable.Range(100, Common).Select(w => (ulong)w), Honey]);

        scores[^1].ShouldBeGreaterThan(scores[0]);
        scores[0].ShouldBeGreaterThan(0);
    }

    private static FieldIndex Index(params (int Document, ulong[] Terms)[] documents)
    {
        var index = new FieldIndex(View.Stems) { Count = documents.Length };
        foreach (var (document, terms) in documents) index.Put(document, Words(index, terms));
        return index;
    }

    private static FieldIndex.Counted[] Words(FieldIndex index, params ulong[] terms) => [.. terms.Select(t => Word(index, t, 1))];

    private static FieldIndex.Counted Word(FieldIndex index, ulong term, float times)
    {
        var word = new IndexedWord(weight: 1);
        word.Place([Row(index, term)], pieces: 0);
        return new(word, times);
    }

    private static float[] Scores(FieldIndex index, params ulong[] terms)
    {
        var scores = new float[index.Count];
        index.Score(Query(index, terms), scores);
        return scores;
    }

    private static float Most(FieldIndex index, params ulong[] terms) => index.Score(Query(index, terms), new float[index.Count]);

    private static FieldIndex.Term[] Query(FieldIndex index, params ulong[] terms) => [.. terms.Select(t => new FieldIndex.Term(Row(index, t), 1))];

    private static int Row(FieldIndex index, ulong term) => index.RowOf(term, add: true);
}
