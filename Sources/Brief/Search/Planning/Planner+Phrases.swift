// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Quoted text → the words of each place, in every field that the phrase may stand in.

import BriefCodec

extension Planner {
  func phrase(
    _ text: String, slop: Int, _ field: Int, _ boost: Float
  ) throws -> Plan {
    guard layout.analyzer(of: field) != nil else { return try keyword(text, field) }
    let places = try analysis().units(field).places(of: text)
    guard places.count > 1 else {
      guard let only = places.first else { return .nothing }
      if let prefix = only.prefix {
        return try expansion(PrefixAutomaton(prefix), typed: text, field, boost)
      }
      return try word(
        only.words.map { UnitTerm(bytes: $0, kind: .words) }, typed: text, field, boost)
    }
    var fields: [PlannedPhrase.FieldPlaces] = []
    /// Of each place the documents that have its word, where that is known.
    var frequencies: [Int]?
    for (textField, weight) in layout.textFields(of: field) {
      guard let space = layout.space(.words, ofField: textField) else { continue }
      var planned: [PlannedPhrase.Place] = []
      for place in places {
        let terms = try terms(of: place, space: space)
        guard !terms.isEmpty else { break }
        planned.append(PlannedPhrase.Place(offset: place.offset, terms: terms))
      }
      guard planned.count == places.count else { continue }
      if textField == field {
        frequencies = planned.map { $0.terms.map(\.documentFrequency).max() ?? 0 }
      }
      fields.append(
        PlannedPhrase.FieldPlaces(field: textField, weight: Float(weight), places: planned))
    }
    var weight: Float = 0
    let documentCount = snapshot.documentCount(ofField: field)
    for (i, place) in places.enumerated() {
      let frequency = try frequencies?[i] ?? frequency(of: place, field)
      weight += BM25.idf(documentFrequency: frequency, documentCount: documentCount)
    }
    return .phrase(
      PlannedPhrase(
        typed: text, slop: slop, field: field, weight: fields.isEmpty ? 0 : boost * weight,
        fields: fields))
  }

  private typealias Place = (offset: Int, words: [[UInt8]], prefix: [UInt8]?)

  private func terms(of place: Place, space: Int) throws(CorruptionError) -> [PlannedTerm] {
    if let prefix = place.prefix {
      let found = try snapshot.expand(
        PrefixAutomaton(prefix), space: space, limit: expansionRoom, deadline: deadline)
      note(found)
      return found.terms
    }
    var terms: [PlannedTerm] = []
    for word in place.words {
      let term = try snapshot.term(word, space: space)
      if term.documentFrequency > 0 { terms.append(term) }
    }
    return terms
  }

  /// Documents that have a place's word, by the statistics of the phrase's field.
  private func frequency(of place: Place, _ field: Int) throws(CorruptionError) -> Int {
    guard let space = layout.space(.words, ofField: field) else { return 0 }
    return try terms(of: place, space: space).map(\.documentFrequency).max() ?? 0
  }
}
