namespace Classifier.Api.Console.Signs;

/// <summary>Our line icons: the inside of a 24 × 24 drawing, stroked in the colour of the text.</summary>
internal static class LineIcons
{
    public const string Ack = """<path d="M5 12.5l4.5 4.5L19 7"/>""";
    public const string Bell = """<path d="M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5h4"/>""";
    public const string Bolt = """<path d="M13 3L5 14h6l-1 7 8-11h-6z"/>""";
    public const string Bookmark = """<path d="M7 4h10v16l-5-4.5L7 20z"/>""";
    public const string Book = """<path d="M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3z"/><path d="M9 9h6M9 13h4"/>""";
    public const string Chat = """<path d="M4 5h16v11H10l-4 4v-4H4z"/>""";
    public const string Chevron = """<path d="M6 9.5l6 6 6-6"/>""";
    public const string Clock = """<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>""";
    public const string Code = """<path d="M9 7l-5 5 5 5M15 7l5 5-5 5"/>""";
    public const string Cross = """<path d="M6 6l12 12M18 6L6 18"/>""";
    public const string Hash = """<path d="M9 4L7 20M17 4l-2 16M4 9h16M4 15h16"/>""";
    public const string Info = """<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 8h.01"/>""";
    public const string Joined = """<path d="M14 4h5v16h-5M4 12h10M10.5 8.5L14 12l-3.5 3.5"/>""";
    public const string Left = """<path d="M10 4H5v16h5M10 12h10M16.5 8.5L20 12l-3.5 3.5"/>""";
    public const string Lines = """<path d="M5 6h14M5 11h14M5 16h8"/>""";
    public const string Link = """<path d="M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1"/><path d="M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1"/>""";
    public const string List = """<path d="M4 6h16M4 12h16M4 18h10"/>""";
    public const string Lock = """<rect x="5" y="11" width="14" height="9" rx="1.5"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>""";
    public const string Moon = """<path d="M20 14.5A8.5 8.5 0 1 1 9.5 4 7 7 0 0 0 20 14.5z"/>""";
    public const string More = """<path stroke-width="3" d="M6 12h.01M12 12h.01M18 12h.01"/>""";
    public const string Move = """<path d="M4 8h14l-3.5-3.5M20 16H6l3.5 3.5"/>""";
    public const string Muted = """<path d="M6 16V11a6 6 0 0 1 9-5.2M18 11v5l1.5 2h-12M10 20.5h4M4 4l16 16"/>""";
    public const string Pause = """<path d="M9 6v12M15 6v12"/>""";
    public const string Pen = """<path d="M4 20l1-4L16.5 4.5l3 3L8 19z"/>""";
    public const string People = """<circle cx="9" cy="8" r="3.2"/><path d="M3 19c0-3.3 2.7-5.5 6-5.5s6 2.2 6 5.5"/><path d="M16 5.2a3.2 3.2 0 0 1 0 5.8M17.5 13.8c2.1.7 3.5 2.6 3.5 5.2"/>""";
    public const string Pin = """<path d="M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11z"/><circle cx="12" cy="10" r="2.2"/>""";
    public const string Play = """<path d="M8 5.5l10 6.5-10 6.5z"/>""";
    public const string Rings = """<circle cx="8" cy="12" r="4.5"/><circle cx="16" cy="12" r="4.5"/>""";
    public const string Send = """<path d="M4 12l16-7-6 15-3-6z"/>""";
    public const string SignOut = """<path d="M10 4H5v16h5M10 12h10M16.5 8.5L20 12l-3.5 3.5"/>""";
    public const string Stop = """<circle cx="12" cy="12" r="8.5"/><path d="M8.5 12h7"/>""";
    public const string Tag = """<path d="M4 5h8l8 8-7 7-9-9zM8 9h.01"/>""";
    public const string Terminal = """<rect x="4" y="5" width="16" height="14" rx="1.5"/><path d="M8 10l2.5 2L8 14M13 15h3"/>""";
    public const string Key = """<rect x="3" y="7" width="18" height="10" rx="1.5"/><path d="M7 10.5h.01M11 10.5h.01M15 10.5h.01M8 14h8"/>""";
}
