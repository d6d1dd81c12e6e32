namespace FaqResponder.Benchmarks;

/// <summary>The two regressions of the fit. Both are convex: where they start doesn't matter, and each run gives the same.</summary>
internal static class Regression
{
    internal sealed record Choice(IReadOnlyList<float[]> Views, bool[] Right, double Weight);

    internal sealed record Outcome(double[] Evidence, bool Right, double Weight);

    /// <summary>Softmax regression by gradient descent: weights of the views that make the right ones most likely to be chosen.</summary>
    public static double[] Softmax(IReadOnlyList<Choice> choices, double ridge)
    {
        var weights = new double[choices[0].Views.Count];
        var all = choices.Sum(c => c.Weight);
        for (var step = 0; step < 300; step++)
        {
            var gradient = new double[weights.Length];
            foreach (var choice in choices)
            {
                var scores = Enumerable.Range(0, choice.Right.Length).Select(i => Math.Exp(weights.Select((w, k) => w * choice.Views[k][i]).Sum())).ToArray();
                var total = scores.Sum();
                var right = scores.Where((_, i) => choice.Right[i]).Sum();
                for (var i = 0; i < scores.Length; i++)
                {
                    var pull = choice.Weight * ((choice.Right[i] ? scores[i] / right : 0) - (scores[i] / total));
                    for (var k = 0; k < weights.Length; k++) gradient[k] += pull * choice.Views[k][i];
                }
            }

            for (var k = 0; k < weights.Length; k++) weights[k] += 0.2 * ((gradient[k] / all) - (ridge * weights[k]));
        }

        return weights;
    }

    /// <summary>Logistic regression by Newton's method, the constant first; few steps, and no step size to choose.</summary>
    public static double[] Logistic(IReadOnlyList<Outcome> outcomes, double ridge)
    {
        var n = outcomes[0].Evidence.Length + 1;
        var weights = new double[n];
        var total = outcomes.Sum(c => c.Weight);
        for (var step = 0; step < 12; step++)
        {
            var gradient = new double[n];
            var hessian = Enumerable.Range(0, n).Select(_ => new double[n]).ToArray();
            foreach (var outcome in outcomes)
            {
                var x = (double[])[1, .. outcome.Evidence];
                var p = 1 / (1 + Math.Exp(-x.Zip(weights, (a, b) => a * b).Sum()));
                for (var i = 0; i < n; i++)
                {
                    gradient[i] += outcome.Weight * ((outcome.Right ? 1 : 0) - p) * x[i] / total;
                    for (var j = 0; j < n; j++) hessian[i][j] += outcome.Weight * p * (1 - p) * x[i] * x[j] / total;
                }
            }

            for (var i = 1; i < n; i++)
            {
                gradient[i] -= ridge * weights[i];
                hessian[i][i] += ridge;
            }

            var move = Solve(hessian, gradient);
            for (var i = 0; i < n; i++) weights[i] += move[i];
        }

        return weights;
    }

    private static double[] Solve(double[][] a, double[] b)
    {
        var n = b.Length;
        for (var k = 0; k < n; k++)
        {
            var pivot = Enumerable.Range(k, n - k).MaxBy(r => Math.Abs(a[r][k]));
            (a[k], a[pivot]) = (a[pivot], a[k]);
            (b[k], b[pivot]) = (b[pivot], b[k]);
            for (var r = 0; r < n; r++)
            {
                if (r == k) continue;
                var factor = a[r][k] / a[k][k];
                for (var j = k; j < n; j++) a[r][j] -= factor * a[k][j];
                b[r] -= factor * b[k];
            }
        }

        return [.. Enumerable.Range(0, n).Select(i => b[i] / a[i][i])];
    }
}
