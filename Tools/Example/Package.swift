// swift-tools-version: 6.2
import PackageDescription

// A package that uses Brief as any other would: one dependency, one product, no settings.
let package = Package(
  name: "Example",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "brief", path: "../..")],
  targets: [
    .executableTarget(name: "Example", dependencies: [.product(name: "Brief", package: "brief")])
  ]
)
