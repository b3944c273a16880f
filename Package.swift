// swift-tools-version: 6.2
import PackageDescription

// Every Swift target obeys the same rules; CONTRIBUTING.md says why.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),  // `any` marks dynamic dispatch
  .enableUpcomingFeature("MemberImportVisibility"),  // a file imports what it uses
  .enableUpcomingFeature("InternalImportsByDefault"),  // leaking a dependency is spelled out
  .enableExperimentalFeature("Lifetimes"),  // properties that return a Span
  .strictMemorySafety(),  // unsafe code says `unsafe` …
  .treatWarning("StrictMemorySafety", as: .error),  // … or does not build
]

/// A Swift Testing target over the target of the same name without "Tests".
func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
  name: "brief",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "Brief", targets: ["Brief"]),
    .library(name: "BriefArchive", targets: ["BriefArchive"]),
    .executable(name: "brief", targets: ["BriefCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // The doors to C: headers only, or small kernels with a plain Swift twin.
    .target(
      name: "CICU", linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icui18n")]),
    .target(name: "CKernels"),
    .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"]), .brew(["snowball"])]),
    .systemLibrary(
      name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
    .systemLibrary(
      name: "CXXHash", pkgConfig: "libxxhash",
      providers: [.apt(["libxxhash-dev"]), .brew(["xxhash"])]),
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive",
      providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),
    .systemLibrary(
      name: "CXML", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
    .systemLibrary(
      name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),

    // The three floors that do not know each other.
    .target(
      name: "BriefText", dependencies: ["CICU", "CStemmer", "CKernels"], swiftSettings: strict),
    .target(
      name: "BriefCodec", dependencies: ["CKernels", "CZstd", "CXXHash"],
      swiftSettings: strict),
    .target(name: "BriefGrammar", swiftSettings: strict),

    // The engine, and what stands on it.
    .target(
      name: "Brief", dependencies: ["BriefText", "BriefCodec", "BriefGrammar"],
      swiftSettings: strict),
    .target(
      name: "BriefArchive", dependencies: ["BriefText", "CArchive", "CXML", "CYAML", "CXXHash"],
      swiftSettings: strict),
    .executableTarget(
      name: "BriefCLI",
      dependencies: [
        "Brief", "BriefArchive",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .target(
      name: "BriefTestSupport", dependencies: ["BriefCodec"], path: "Tests/BriefTestSupport",
      swiftSettings: strict),
    tests("BriefTextTests", ["BriefText"]),
    tests("BriefCodecTests", ["BriefCodec", "BriefTestSupport"]),
    tests("BriefGrammarTests", ["BriefGrammar"]),
    tests(
      "BriefTests", ["Brief", "BriefText", "BriefCodec", "BriefGrammar", "BriefTestSupport"]),
    tests("BriefArchiveTests", ["BriefArchive", "BriefTestSupport"]),
    tests("BriefCLITests", ["BriefCLI", "Brief", "BriefArchive", "BriefTestSupport"]),
    tests(
      "ReliabilityTests",
      [
        "Brief", "BriefText", "BriefCodec", "BriefGrammar", "BriefArchive", "BriefCLI",
        "BriefTestSupport",
      ], exclude: ["Fuzzing/Corpus"]),

    // The program in README.md, built as its reader would build it, and the test that runs it.
    .executableTarget(
      name: "ReadmeProgram", dependencies: ["Brief"], path: "Tests/EndToEndTests",
      exclude: ["ReadmeProgramTests.swift"], sources: ["ReadmeProgram.swift"]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["ReadmeProgram", "BriefTestSupport"],
      exclude: ["ReadmeProgram.swift"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
