// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What `import Brief` brings along from the layers below: the analyzers of `BriefText` and the
// diagnostics of `BriefGrammar`, the only public type there. Whole modules, since exporting single
// types would leave out their members for clients that enable `MemberImportVisibility`.

@_exported public import BriefGrammar
@_exported public import BriefText
