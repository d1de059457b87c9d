// swift-tools-version: 6.2

import PackageDescription

/// The benchmarks are a package of their own, so that the product never pays for them. They start the release build of
/// the daemon and of the simulated modem as they are, and print figures; they judge nothing.
let package = Package(
    name: "catchline-benchmarks",
    targets: [
        .executableTarget(name: "reply-latency", swiftSettings: [.swiftLanguageMode(.v6)])
    ]
)
