// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Choices of the engine that are typed as they are called there.

public import ArgumentParser
public import Brief

extension Matching: ExpressibleByArgument {}
extension HistogramRequest.Interval: ExpressibleByArgument {}
