using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;
using System.Xml.Linq;
using ImpOps.Cluster;
using ImpOps.Text;

namespace ImpOps.Xmpp;

/// <summary>
/// Reads what a server has answered out of XML: iq results of service discovery, their queries alone, stream features, one after the other or within
/// their stream. What else stands there is passed over.
/// </summary>
public static class XmppAnswerReader
{
    /// <summary>Adds the answers of a file. Those before a fault count.</summary>
    /// <param name="path">The file, in the encoding that it declares.</param>
    /// <param name="answers">Where they come.</param>
    /// <param name="tell">Is told what was not understood; null to throw it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ImpOpsException"><c>FileNotFound</c>, <c>FileNotReadable</c> or <c>PathIsDirectory</c>.</exception>
    public static void ReadFile(string path, XmppAnswers answers, Action<InputProblem>? tell = null, CancellationToken cancellationToken = default)
    {
        using FileStream file = InputFile.Open(path);
        using XmppElementReader reader = new(file);
        Read(reader, path, answers, new ProblemLog(tell ?? InputProblem.ThrowErrors), cancellationToken);
    }

    /// <summary>Adds the answers of a text. Those before a fault count.</summary>
    /// <param name="xml">The text.</param>
    /// <param name="answers">Where they come.</param>
    /// <param name="tell">Is told what was not understood; null to throw it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static void ReadText(string xml, XmppAnswers answers, Action<InputProblem>? tell = null, CancellationToken cancellationToken = default)
    {
        ProblemLog problems = new(tell ?? InputProblem.ThrowErrors);
        if (xml.Length > ServiceLimits.XmppMostBytes)
        {
            problems.Error(Errors.XmppXmlHostile(new InputLocation(Messages.XmppInputText, 1), Errors.Format(Messages.ResponseTooLarge, ServiceLimits.XmppMostBytes)));
            return;
        }

        using XmppElementReader reader = new(xml);
        Read(reader, Messages.XmppInputText, answers, problems, cancellationToken);
    }

    private static void Read(XmppElementReader reader, string source, XmppAnswers answers, ProblemLog problems, CancellationToken cancellationToken)
    {
        bool any = false;
        try
        {
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                // Nothing is waited for: a file and a text are read at once.
                if (reader.ReadAsync().GetAwaiter().GetResult() is XElement element)
                {
                    any |= answers.Add(element);
                }
            }
            while (!reader.AtEnd);
        }
        catch (XmppElementReader.HostileException problem)
        {
            problems.Error(Errors.XmppXmlHostile(new InputLocation(source, reader.Line), problem.Message));
            return;
        }
        catch (XmlException problem)
        {
            problems.Error(Errors.XmppXmlMalformed(new InputLocation(source, problem.LineNumber), problem));
            return;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            problems.Error(Errors.FileNotReadable(source, problem));
            return;
        }

        if (!any)
        {
            problems.Error(Errors.XmppNoAnswer(source));
        }
    }
}
