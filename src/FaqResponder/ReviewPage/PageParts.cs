using FaqResponder.Review;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Worker;

using Microsoft.Extensions.DependencyInjection;

namespace FaqResponder.ReviewPage;

/// <summary>What the page uses of the service: the very same objects.</summary>
internal static class PageParts
{
    public static void Add(IServiceCollection services, IServiceProvider parts)
    {
        Share<TimeProvider>();
        Share<FaqSettings>();
        Share<Database>();
        Share<LedgerReader>();
        Share<PageAccess>();
        Share<PostStore>();
        Share<Switches>();
        Share<AuthorReplies>();
        Share<Desk>();
        Share<Correspondence>();
        Share<Tray>();
        Share<Gestures>();
        Share<HeldPosts>();
        Share<PostTrust>();
        Share<AutomaticAnswers>();
        Share<PostRecord>();
        Share<PhrasingStore>();
        Share<Lessons>();
        Share<Figures>();
        Share<Weeks>();
        Share<Gaps>();
        Share<GapDrafts>();
        Share<PostShelf>();
        Share<Journal>();
        Share<Health>();

        void Share<T>()
            where T : class => services.AddSingleton(parts.GetRequiredService<T>());
    }
}
