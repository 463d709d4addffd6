using MudBlazor;

namespace Classifier.Api.Console.Layout;

/// <summary>The values of <c>tokens.css</c> for MudBlazor's own components: change both together.</summary>
internal static class ConsoleTheme
{
    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Background = "#f5f6f8",
            Surface = "#ffffff",
            DrawerBackground = "#ffffff",
            AppbarBackground = "#ffffff",
            BackgroundGray = "#f0f2f5",
            TableHover = "#f0f2f5",
            Divider = "#dfe3e8",
            TableLines = "#dfe3e8",
            LinesDefault = "#dfe3e8",
            LinesInputs = "#87919f",
            TextPrimary = "#181e26",
            AppbarText = "#181e26",
            DrawerText = "#181e26",
            TextSecondary = "#465160",
            DrawerIcon = "#465160",
            ActionDefault = "#5e6876",
            Primary = "#2a54c4",
            PrimaryContrastText = "#ffffff",
            Secondary = "#0a667a",
            Tertiary = "#663bbb",
            Error = "#b91c2b",
            Warning = "#a84600",
            Info = "#5e6876",
            Success = "#17693a",
        },
        PaletteDark = new PaletteDark
        {
            Background = "#0d1014",
            Surface = "#14181e",
            DrawerBackground = "#14181e",
            AppbarBackground = "#14181e",
            BackgroundGray = "#1b2028",
            TableHover = "#1b2028",
            Divider = "#29303a",
            TableLines = "#29303a",
            LinesDefault = "#29303a",
            LinesInputs = "#6d7887",
            TextPrimary = "#e8ebef",
            AppbarText = "#e8ebef",
            DrawerText = "#e8ebef",
            TextSecondary = "#b5bdc8",
            DrawerIcon = "#b5bdc8",
            ActionDefault = "#929ca9",
            Primary = "#8db0ff",
            PrimaryContrastText = "#0a1330",
            Secondary = "#58c1d7",
            Tertiary = "#bfa4ff",
            Error = "#ff858c",
            Warning = "#ffa767",
            Info = "#929ca9",
            Success = "#6fce97",
        },
        Typography = new()
        {
            Default = new DefaultTypography { FontFamily = ["Inter", "system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "sans-serif"], FontSize = "13px", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontSize = "14px", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontSize = "13px", LetterSpacing = "normal" },
            Caption = new CaptionTypography { FontSize = "12px", LetterSpacing = "normal" },
            H6 = new H6Typography { FontSize = "16px", FontWeight = "600", LetterSpacing = "normal" },
            H5 = new H5Typography { FontSize = "20px", FontWeight = "600", LetterSpacing = "normal" },
            H4 = new H4Typography { FontSize = "26px", FontWeight = "600", LetterSpacing = "normal" },
        },
        LayoutProperties = new() { DefaultBorderRadius = "4px", DrawerWidthLeft = "208px", AppbarHeight = "48px" },
    };
}
