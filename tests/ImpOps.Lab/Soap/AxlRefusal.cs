using System;

namespace ImpOps.Lab.Soap;

/// <summary>What AXL answers with an axlError.</summary>
internal sealed class AxlRefusal(int code, string message) : Exception(message)
{
    public int Code { get; } = code;
}
