// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The values a document holds, and the document itself: names with values, in the order given.

/// The value of a field in a document.
public enum FieldValue: Sendable, Hashable {
  /// One text or keyword.
  case text(String)
  /// Several texts (such as paragraphs or list items) or several keywords.
  case texts([String])
  /// A whole number.
  case number(Int64)
  /// A moment.
  case date(Timestamp)

  /// A day, as a value.
  ///
  /// - Precondition: the day exists in the proleptic Gregorian calendar, years 1...9999.
  public static func date(year: Int, month: Int, day: Int) -> FieldValue {
    guard let moment = Timestamp(year: year, month: month, day: day) else {
      preconditionFailure("there is no day \(year)-\(month)-\(day)")
    }
    return .date(moment)
  }

  /// The texts in this value: none for numbers and dates.
  public var strings: [String] {
    switch self {
    case .text(let string): [string]
    case .texts(let strings): strings
    case .number, .date: []
    }
  }

  /// The first of ``strings``, without an array of them.
  package var firstString: String? {
    switch self {
    case .text(let string): string
    case .texts(let strings): strings.first
    case .number, .date: nil
    }
  }

  /// Calls `body` with each of ``strings``, without an array of them.
  package func forEachString<Failure>(
    _ body: (String) throws(Failure) -> Void
  ) throws(Failure) {
    switch self {
    case .text(let string): try body(string)
    case .texts(let strings): for string in strings { try body(string) }
    case .number, .date: break
    }
  }
}

extension FieldValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral
{
  /// A text.
  public init(stringLiteral value: String) { self = .text(value) }
  /// A number.
  public init(integerLiteral value: Int64) { self = .number(value) }
  /// Several texts.
  public init(arrayLiteral elements: String...) { self = .texts(elements) }
}

/// A document: field names with their values.
public struct Document: Sendable, Hashable, ExpressibleByDictionaryLiteral {
  /// The fields in the order given.
  public private(set) var fields: [(name: String, value: FieldValue)] = []

  /// A document without fields.
  public init() {}

  /// A document from a literal: `["id": "1", "title": "Rates held"]`.
  public init(dictionaryLiteral elements: (String, FieldValue)...) {
    for (name, value) in elements { self[name] = value }
  }

  /// The value of a field; setting `nil` removes it.
  public subscript(name: String) -> FieldValue? {
    get { fields.first { $0.name == name }?.value }
    set {
      let index = fields.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): fields[index].value = value
      case (let index?, nil): fields.remove(at: index)
      case (nil, let value?): fields.append((name, value))
      case (nil, nil): break
      }
    }
  }

  public static func == (a: Document, b: Document) -> Bool {
    a.fields.elementsEqual(b.fields) { $0.name == $1.name && $0.value == $1.value }
  }

  public func hash(into hasher: inout Hasher) {
    for (name, value) in fields {
      hasher.combine(name)
      hasher.combine(value)
    }
  }
}
