// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// libxml2's HTML parser, heard event by event, building an `HTMLTree`. It forgives
// everything; what it is not forgiven is depth: it searches its stack of open elements
// at every end tag, so that depth times tags would be its cost.

internal import CXML

enum HTMLParser {
  /// Elements within each other; pages have a few dozen.
  static let maximumDepth = 512

  /// The tree of `bytes`, which are UTF-8 whatever the page says of itself.
  static func parse(_ bytes: [UInt8]) throws(ReadFailure) -> HTMLTree {
    guard bytes.count < Int(Int32.max) else { throw ReadFailure(.tooLarge(limit: Int(Int32.max))) }
    xmlInitParser()
    let builder = HTMLTreeBuilder()
    // SAFETY: the parser reads `bytes` within the closure only, calls back synchronously,
    // and is freed before it ends; `builder` lives as long as this function.
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress, let parser = unsafe htmlNewParserCtxt() else {
        return
      }
      let options =
        HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue
        | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        | HTML_PARSE_IGNORE_ENC.rawValue
      unsafe install(builder, in: parser)
      // There is no tree to be returned: the builder has heard everything.
      _ = unsafe htmlCtxtReadMemory(
        parser, base.assumingMemoryBound(to: CChar.self), Int32(buffer.count), nil, "UTF-8",
        Int32(options))
      unsafe htmlFreeParserCtxt(parser)
    }
    guard !builder.isTooDeep else {
      throw ReadFailure(.html("its elements are nested more than \(maximumDepth) deep"))
    }
    return builder.finish()
  }

  /// Makes `parser` report to `builder` and build nothing itself.
  private static func install(_ builder: HTMLTreeBuilder, in parser: htmlParserCtxtPtr) {
    // SAFETY: `sax` belongs to the parser; the callbacks get back the pointer set here,
    // which the caller keeps alive, and names and texts that live for the call.
    guard let sax = unsafe parser.pointee.sax else { return }
    unsafe sax.pointee = xmlSAXHandler()
    unsafe sax.pointee.initialized = 1
    unsafe sax.pointee.startElement = { context, name, attributes in
      guard let builder = unsafe HTMLParser.builder(context), let name = unsafe name else { return }
      unsafe builder.open(HTMLParser.text(name), attributes: HTMLParser.attributes(attributes))
    }
    unsafe sax.pointee.endElement = { context, name in
      guard let builder = unsafe HTMLParser.builder(context), let name = unsafe name else { return }
      unsafe builder.close(HTMLParser.text(name))
    }
    unsafe sax.pointee.characters = { context, bytes, count in
      guard let builder = unsafe HTMLParser.builder(context), let bytes = unsafe bytes else {
        return
      }
      let buffer = unsafe UnsafeBufferPointer(start: bytes, count: Int(count))
      unsafe builder.append(String(decoding: buffer, as: UTF8.self))
    }
    unsafe sax.pointee.ignorableWhitespace = sax.pointee.characters
    unsafe sax.pointee.cdataBlock = sax.pointee.characters
    builder.stop = { unsafe xmlStopParser(parser) }
    unsafe parser.pointee.userData = Unmanaged.passUnretained(builder).toOpaque()
  }

  private static func builder(_ context: UnsafeMutableRawPointer?) -> HTMLTreeBuilder? {
    // SAFETY: `context` is the pointer `install` made of the builder.
    unsafe context.map { unsafe Unmanaged<HTMLTreeBuilder>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func text(_ pointer: UnsafePointer<UInt8>) -> String {
    // SAFETY: libxml2's strings are NUL-terminated UTF-8, copied at once.
    unsafe String(cString: pointer)
  }

  /// The attributes as libxml2 gives them: name, value, name, value, nil.
  private static func attributes(
    _ list: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) -> [String: String] {
    guard var cursor = unsafe list else { return [:] }
    var attributes: [String: String] = [:]
    // SAFETY: the list ends with a nil name, and each name has a value, perhaps nil.
    while let name = unsafe cursor.pointee {
      let value = unsafe cursor[1].map { unsafe text($0) } ?? ""
      unsafe attributes[text(name)] = value
      unsafe cursor += 2
    }
    return attributes
  }
}

/// Gathers the parser's events into a tree.
private final class HTMLTreeBuilder {
  private var tree = HTMLTree()
  private var open: [Int] = []
  private(set) var isTooDeep = false
  var stop: () -> Void = {}

  func open(_ name: String, attributes: [String: String]) {
    guard open.count < HTMLParser.maximumDepth else {
      isTooDeep = true
      return stop()
    }
    open.append(tree.nodes.count)
    tree.nodes.append(HTMLTree.Node(name: name, attributes: attributes))
  }

  func close(_ name: String) {
    guard let depth = open.lastIndex(where: { tree.nodes[$0].name == name }) else { return }
    for index in open[depth...] { tree.nodes[index].end = tree.nodes.count }
    open.removeSubrange(depth...)
  }

  func append(_ text: String) {
    tree.nodes.append(HTMLTree.Node(name: "", text: text, end: tree.nodes.count + 1))
  }

  func finish() -> HTMLTree {
    for index in open { tree.nodes[index].end = tree.nodes.count }
    open = []
    return tree
  }
}
