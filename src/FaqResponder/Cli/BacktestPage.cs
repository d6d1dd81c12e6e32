using System.Globalization;
using System.Net;
using System.Text;

using FaqResponder.Core;
using FaqResponder.Core.Deciding;
using FaqResponder.Past;

namespace FaqResponder.Cli;

/// <summary>A back-test as a page of its own: no script, nothing fetched, light or dark as the reader's system is.</summary>
internal sealed class BacktestPage(BacktestReport report, Language language)
{
    private const int Width = 640;
    private const int Height = 300;
    private const int Left = 56;
    private const int Bottom = 44;
    private const int Top = 30;
    private const int Right = 16;

    // More than half of the answers wrong is of no use to anybody.
    private const double MostRisk = 0.5;
    private const int Steps = 4;

    public string Html() => $$"""
        <!DOCTYPE html>
        <html lang="{{language.Code()}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>{{Say("Si le service avait tourné", "If the service had been running")}}</title>
        <style>
        :root { color-scheme: light dark; --ink: light-dark(#26231f, #ece7df); --paper: light-dark(#faf8f4, #1d1b19); --soft: light-dark(#6b645b, #a9a197); --line: light-dark(#d9d2c7, #46413b); --accent: light-dark(#1f5f8b, #7cb9e0); --wrong: light-dark(#a3341f, #f0937f); }
        body { font: 17px/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
        .big { font-size: 2.2rem; font-weight: 600; } .figures { display: flex; flex-wrap: wrap; gap: 2.5rem; margin: 1.5rem 0; } .figures small { display: block; color: var(--soft); max-width: 16rem; }
        table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .5rem .7rem .5rem 0; border-bottom: 1px solid var(--line); } th { color: var(--soft); font-weight: 500; }
        td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; } .soft { color: var(--soft); font-size: .9rem; } .sent { color: var(--wrong); } tr.at td { font-weight: 600; }
        svg { max-width: 100%; height: auto; } .words { white-space: pre-line; } .scroll { overflow-x: auto; }
        @media (max-width: 40rem) { .pairs, .pairs tbody, .pairs tr, .pairs td { display: block; } .pairs thead { display: none; } .pairs tr { border-bottom: 2px solid var(--line); padding: .6rem 0; } .pairs td { border: 0; padding: .2rem 0; } .pairs td::before { content: attr(data-label); display: block; color: var(--soft); font-size: .85rem; } }
        </style>
        </head>
        <body>
        <h1>{{Say("Si le service avait tourné", "If the service had been running")}}</h1>
        {{Figures()}}
        {{string.Concat(BacktestWords.Of(report).Select(p => $"<p>{Text(p.In(language))}</p>\n"))}}
        {{(report.Curve.Count > 0 ? CurvePart() : "")}}
        <h2>{{Say("Les désaccords", "The disagreements")}}</h2>
        {{Disagreements()}}
        <h2>{{Say("Comment c'est compté", "How this is counted")}}</h2>
        {{string.Concat(BacktestWords.Notes(report).Select(p => $"<p class=\"soft\">{Text(p.In(language))}</p>\n"))}}
        </body>
        </html>
        """;

    private string Figures() => report.Answered == 0 ? "" : $"""
        <div class="figures">
        <div><span class="big">{Percent(report.Sure.Share)}</span><small>{Say($"de réponses justes, parmi les {report.Sure.Judged} que le service aurait jugées sûres", $"right answers, of the {report.Sure.Judged} that the service would have been sure of")}</small></div>
        <div><span class="big">{Percent(report.Coverage)}</span><small>{Say($"de vos {report.Answered} réponses, sans vous", $"of your {report.Answered} answers, without you")}</small></div>
        <div><span class="big">{report.Disagreements.Count(d => d.WouldGoOut)}</span><small>{Say("réponses que vous auriez données autrement", "answers that you would have given otherwise")}</small></div>
        </div>
        """;

    private string CurvePart()
    {
        var rows = BacktestWords.Steps(report).Select(p => $"<tr{(p == BacktestWords.AtThreshold(report) ? " class=\"at\"" : "")}><td class=\"n\">{Reason.Probability(p.Confidence)}</td><td class=\"n\">{Percent(p.Coverage)}</td><td class=\"n\">{p.Record.Right} / {p.Record.Judged}</td><td class=\"n\">{Percent(p.Risk)}</td></tr>\n");
        return $"""
            <h2>{Say("Plus d'exigence ou plus de réponses", "Stricter, or more answers")}</h2>
            {Curve()}
            <div class="scroll"><table><thead><tr><th class="n">{Say("Sûreté demandée", "Confidence asked for")}</th><th class="n">{Say("Couverture", "Coverage")}</th><th class="n">{Say("Justes", "Right")}</th><th class="n">{Say("Risque", "Risk")}</th></tr></thead>
            <tbody>{string.Concat(rows)}</tbody></table></div>
            """;
    }

    private string Curve()
    {
        var (most, farthest) = (Scale(Math.Min(MostRisk, report.Curve.Max(p => p.Risk))), Scale(report.Curve[^1].Coverage));
        var line = string.Join(' ', report.Curve.Select(p => Point(p.Coverage / farthest, Math.Min(1, p.Risk / most))));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Say("Courbe du risque selon la couverture ; le tableau dit la même chose", "Curve of risk by coverage; the table says the same")}\" font-size=\"13\" fill=\"currentColor\">");
        for (var step = 0; step <= Steps; step++)
        {
            var (x, y) = (X((double)step / Steps), Y((double)step / Steps));
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\" stroke=\"var(--line)\"/><text x=\"{Left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{Whole(most * step / Steps)}</text>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{Height - Bottom + 20}\" text-anchor=\"{(step == Steps ? "end" : "middle")}\">{Whole(farthest * step / Steps)}</text>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 6}\" text-anchor=\"middle\">{Say("Couverture", "Coverage")}</text><text x=\"4\" y=\"14\">{Say("Risque", "Risk")}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{line}\" fill=\"none\" stroke=\"var(--accent)\" stroke-width=\"2\"/>");
        if (BacktestWords.AtThreshold(report) is { } at)
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(at.Coverage / farthest):0.#}\" cy=\"{Y(Math.Min(1, at.Risk / most)):0.#}\" r=\"6\" fill=\"var(--accent)\"><title>{Say("Le réglage d'aujourd'hui", "Today's setting")}</title></circle>");
        return svg.Append("</svg>").ToString();
    }

    private string Disagreements()
    {
        if (report.Disagreements.Count == 0) return $"<p>{Say("Aucun.", "None.")}</p>";
        var (question, service, hers) = (Say("Question", "Question"), Say("Le service", "The service"), Say("Vous", "You"));
        var rows = report.Disagreements.Select(d => $"""
            <tr><td data-label="{question}"><span class="soft">{BacktestWords.Day(d.ArrivedAt)} · {Text(d.Asker)}</span><br>{Text(d.Asked.Length > 0 ? d.Asked : d.Subject)}</td>
            <td data-label="{service}">{Text(string.Join(" + ", d.Proposed))}<br><span class="soft{(d.WouldGoOut ? " sent" : "")}">{Reason.Probability(d.Confidence)}, {(d.WouldGoOut ? Say("envoyé sans vous", "sent without you") : Say("en brouillon", "as a draft"))}</span></td>
            <td data-label="{hers}">{(d.Answered.Count > 0 ? Text(string.Join(" + ", d.Answered)) : $"<span class=\"words\">{Text(d.Reply)}</span>")}</td></tr>

            """);
        return $"<table class=\"pairs\"><thead><tr><th>{question}</th><th>{service}</th><th>{hers}</th></tr></thead><tbody>{string.Concat(rows)}</tbody></table>";
    }

    // An axis ends at a number that its steps divide.
    private static double Scale(double share) => Math.Max(1, Math.Ceiling(share * 100 / Steps)) * Steps / 100;

    private string Whole(double share) => Text(language is Language.French ? $"{Math.Round(share * 100)} %" : $"{Math.Round(share * 100)}%");

    private static string Point(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"{X(x):0.#},{Y(y):0.#}");

    private static double X(double share) => Left + (share * (Width - Left - Right));

    private static double Y(double share) => Height - Bottom - (share * (Height - Bottom - Top));

    private string Percent(double share) => BacktestWords.Percent(share, language);

    private string Say(string french, string english) => Text(new Phrase(french, english).In(language));

    // A mail's words are text here, whatever stands in them.
    private static string Text(string text) => WebUtility.HtmlEncode(string.Concat(text.Select(c => char.IsControl(c) && c is not '\n' ? ' ' : c)));
}
