using System;
using System.Collections.Generic;
using System.Linq;

namespace ImpOps.Xmpp;

/// <summary>Holds what a server says of itself against the standards that the product claims.</summary>
public static class XmppCompliance
{
    private const int Named = 5;

    /// <summary>A finding for each standard that the product claims.</summary>
    /// <param name="answers">What the server has answered.</param>
    public static IReadOnlyList<XmppStandardFinding> Check(XmppAnswers answers) =>
        Array.AsReadOnly(XmppStandards.All.Select(standard => Check(standard, answers)).ToArray());

    private static XmppStandardFinding Check(XmppStandard standard, XmppAnswers answers)
    {
        string[] shown = [.. answers.Showing(standard.Marks)];
        string[] unasked = [.. standard.Places.SelectMany(answers.Unasked).Take(Named)];
        (XmppStandardState state, string message) = shown.Length > 0
            ? (XmppStandardState.Announced, Errors.Format(Messages.XmppStandardAnnounced, shown[0]))
            : !standard.Observable
                ? (XmppStandardState.NotObservable, Messages.XmppStandardNotObservable + Messages.SentenceSeparator + standard.Note)
                : unasked.Length > 0
                    ? (XmppStandardState.NotChecked, Errors.Format(Messages.XmppStandardNotChecked, string.Join(", ", unasked)))
                    : (XmppStandardState.Missing, Errors.Format(Messages.XmppStandardMissing, standard.Marks[0].Value));
        return new XmppStandardFinding
        {
            Id = standard.Id,
            Title = standard.Title,
            Status = standard.Status,
            ObsoletedBy = standard.ObsoletedBy,
            Server = answers.Server,
            // The table holds what the product claims, and nothing else.
            Supported = true,
            Observable = standard.Observable,
            State = state,
            AnnouncedBy = new TextList(shown),
            Message = message,
        };
    }
}
