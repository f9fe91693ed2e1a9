using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;

namespace ImpOps.HelpBuilder;

/// <summary>A cmdlet as its class describes it.</summary>
internal sealed record CommandModel(string Name, IReadOnlyList<ParameterModel> Parameters, string? DefaultSet, IReadOnlyList<string> Outputs, bool SupportsShouldProcess)
{
    private const string AllSets = "__AllParameterSets";

    /// <summary>The parameter sets by name, the default one first.</summary>
    public IReadOnlyList<string> Sets =>
    [
        .. Parameters.SelectMany(parameter => parameter.Sets.Keys).Where(set => set != AllSets).Distinct()
            .DefaultIfEmpty(AllSets)
            .OrderByDescending(set => set == DefaultSet),
    ];

    /// <summary>The parameters of a set, in the order in which a syntax shows them.</summary>
    public IEnumerable<(ParameterModel Parameter, ParameterUse Use)> InSet(string set) =>
        Parameters
            .Select((parameter, index) => (parameter, use: parameter.Use(set), index))
            .Where(entry => entry.use is not null)
            .OrderBy(entry => entry.use!.Position ?? int.MaxValue)
            .ThenByDescending(entry => entry.use!.Mandatory)
            .ThenBy(entry => entry.index)
            .Select(entry => (entry.parameter, entry.use!));

    /// <summary>Every cmdlet of a module assembly.</summary>
    public static IReadOnlyList<CommandModel> Load(string assemblyPath)
    {
        AssemblyLoadContext context = new("module");
        string directory = Path.GetDirectoryName(Path.GetFullPath(assemblyPath))!;
        context.Resolving += (_, name) => new[] { directory, Path.Combine(directory, "dependencies") }
            .Select(folder => Path.Combine(folder, name.Name + ".dll"))
            .Where(File.Exists)
            .Select(context.LoadFromAssemblyPath)
            .FirstOrDefault();

        return
        [
            .. context.LoadFromAssemblyPath(Path.GetFullPath(assemblyPath)).GetExportedTypes()
                .Where(type => Attributes(type, "CmdletAttribute").Any())
                .Select(From)
                .OrderBy(command => command.Name, StringComparer.Ordinal),
        ];
    }

    private static CommandModel From(Type type)
    {
        CustomAttributeData cmdlet = Attributes(type, "CmdletAttribute").Single();
        bool shouldProcess = Named(cmdlet, "SupportsShouldProcess") is true;
        List<ParameterModel> parameters =
        [
            .. type.GetProperties()
                .Where(property => ParameterModel.Shown(property).Any())
                .OrderByDescending(property => Depth(property.DeclaringType))
                .ThenBy(property => property.MetadataToken)
                .Select(ParameterModel.From),
        ];
        if (shouldProcess)
        {
            parameters.Add(ParameterModel.Switch("WhatIf", "wi"));
            parameters.Add(ParameterModel.Switch("Confirm", "cf"));
        }

        return new CommandModel(
            $"{cmdlet.ConstructorArguments[0].Value}-{cmdlet.ConstructorArguments[1].Value}",
            parameters,
            Named(cmdlet, "DefaultParameterSetName") as string,
            [.. Attributes(type, "OutputTypeAttribute").SelectMany(OutputTypes).Distinct()],
            shouldProcess);
    }

    // As Get-Command orders them: a cmdlet's own before those that it shares.
    private static int Depth(Type? type) => type is null ? 0 : 1 + Depth(type.BaseType);

    private static IEnumerable<string> OutputTypes(CustomAttributeData attribute) =>
        ((IReadOnlyCollection<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!).Select(argument => ((Type)argument.Value!).FullName!);

    internal static IEnumerable<CustomAttributeData> Attributes(MemberInfo member, string name) =>
        member.GetCustomAttributesData().Where(attribute => attribute.AttributeType.Name == name);

    internal static object? Named(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.Where(argument => argument.MemberName == name).Select(argument => argument.TypedValue.Value).FirstOrDefault();
}

/// <summary>A parameter of a cmdlet.</summary>
internal sealed record ParameterModel(string Name, Type Type, IReadOnlyDictionary<string, ParameterUse> Sets, IReadOnlyList<string> Aliases, bool Wildcards, IReadOnlyList<string> Values)
{
    private const string AllSets = "__AllParameterSets";

    /// <summary>The name of the type as PowerShell shows it.</summary>
    public string TypeName => ShortName(Type);

    public bool IsSwitch => Type.Name == "SwitchParameter";

    /// <summary>How the parameter is used in a set; null where it is not in it.</summary>
    public ParameterUse? Use(string set) =>
        Sets.TryGetValue(set, out ParameterUse? use) || Sets.TryGetValue(AllSets, out use) ? use : null;

    /// <summary>The uses of a property as a parameter; those that PowerShell does not show are left out of the help as well.</summary>
    public static IEnumerable<CustomAttributeData> Shown(PropertyInfo property) =>
        CommandModel.Attributes(property, "ParameterAttribute").Where(attribute => CommandModel.Named(attribute, "DontShow") is not true);

    public static ParameterModel From(PropertyInfo property)
    {
        Dictionary<string, ParameterUse> sets = [];
        foreach (CustomAttributeData attribute in Shown(property))
        {
            sets.Add(CommandModel.Named(attribute, "ParameterSetName") as string ?? AllSets, new ParameterUse(
                CommandModel.Named(attribute, "Mandatory") is true,
                CommandModel.Named(attribute, "Position") as int?,
                CommandModel.Named(attribute, "ValueFromPipeline") is true,
                CommandModel.Named(attribute, "ValueFromPipelineByPropertyName") is true));
        }

        return new ParameterModel(
            property.Name,
            property.PropertyType,
            sets,
            [.. CommandModel.Attributes(property, "AliasAttribute").SelectMany(Strings)],
            CommandModel.Attributes(property, "SupportsWildcardsAttribute").Any(),
            [.. CommandModel.Attributes(property, "ValidateSetAttribute").SelectMany(Strings).DefaultIfEmpty().Where(value => value is not null).Cast<string>()
                .Concat(EnumValues(property.PropertyType, CommandModel.Attributes(property, "ValidateSetAttribute").Any()))]);
    }

    public static ParameterModel Switch(string name, string alias) => new(
        name,
        typeof(System.Management.Automation.SwitchParameter),
        new Dictionary<string, ParameterUse> { [AllSets] = new(false, null, false, false) },
        [alias],
        false,
        []);

    private static IEnumerable<string> Strings(CustomAttributeData attribute) =>
        ((IReadOnlyCollection<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!).Select(argument => (string)argument.Value!);

    private static IEnumerable<string> EnumValues(Type type, bool restricted)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? (type.IsArray ? type.GetElementType()! : type);
        return plain.IsEnum && !restricted ? Enum.GetNames(plain) : [];
    }

    private static string ShortName(Type type) =>
        Nullable.GetUnderlyingType(type) is Type value ? ShortName(value)
        : type.IsArray ? ShortName(type.GetElementType()!) + "[]"
        : type.Name;
}

/// <summary>How a parameter is used in one parameter set.</summary>
internal sealed record ParameterUse(bool Mandatory, int? Position, bool FromPipeline, bool FromPipelineByName)
{
    public string Pipeline => (FromPipeline, FromPipelineByName) switch
    {
        (true, true) => "True (ByPropertyName, ByValue)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };
}
