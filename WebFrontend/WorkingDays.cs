namespace Avanii.Web;

/// <summary>The days on which carriers deliver: Monday to Friday. Holidays differ from place to place, and are not counted.</summary>
internal static class WorkingDays
{
    /// <returns>The day that many working days after that one.</returns>
    public static DateOnly After(DateOnly day, int workingDays)
    {
        while (workingDays > 0)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                workingDays--;
            }
        }
        return day;
    }
}
