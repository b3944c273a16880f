// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Some numbers, and what is said of them.

/// Measurements of one thing, all in the same unit.
public struct Samples: Sendable {
  private let sorted: [Double]

  public init(_ values: [Double]) { sorted = values.sorted() }

  public var count: Int { sorted.count }
  public var sum: Double { sorted.reduce(0, +) }
  public var mean: Double { sorted.isEmpty ? 0 : sum / Double(sorted.count) }
  public var median: Double { quantile(0.5) }

  /// The smallest value that a share of all values does not exceed; between two middle values, their
  /// mean.
  public func quantile(_ share: Double) -> Double {
    guard let last = sorted.last else { return 0 }
    let place = share * Double(sorted.count)
    let index = Int(place)
    guard index < sorted.count else { return last }
    return place == place.rounded() && index > 0
      ? (sorted[index - 1] + sorted[index]) / 2 : sorted[index]
  }
}
