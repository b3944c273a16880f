// swift-tools-version: 6.2
import PackageDescription

// The same rules as the library's own targets.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableExperimentalFeature("Lifetimes"),
  .strictMemorySafety(),
  .treatWarning("StrictMemorySafety", as: .error),
]

// Measures Brief as any other program would use it: one dependency, its public interface alone.
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v26)],
  products: [
    .executable(name: "brief-game", targets: ["BriefGame"]),
    .executable(name: "brief-bench", targets: ["BriefBench"]),
  ],
  dependencies: [.package(name: "brief", path: "../..")],
  targets: [
    // What both need and Brief has nothing to do with: corpora, clocks, tables.
    .target(name: "Measurement", swiftSettings: strict),
    .executableTarget(
      name: "BriefGame",
      dependencies: ["Measurement", .product(name: "Brief", package: "brief")],
      swiftSettings: strict),
    // The peer of the analysis.
    .target(name: "CPlainICU", linkerSettings: [.linkedLibrary("icuuc")]),
    .executableTarget(
      name: "BriefBench",
      dependencies: ["Measurement", "CPlainICU", .product(name: "Brief", package: "brief")],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
