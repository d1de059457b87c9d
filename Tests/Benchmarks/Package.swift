// swift-tools-version: 6.2

import PackageDescription

/// What the sources of the product are built with; they mean something else without it.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// The benchmarks are a package of their own, so that the product never pays for them.
///
/// - `reply-latency` starts the release build of the daemon and of the simulated modem as they are, and
///   prints figures; it judges nothing.
///   `swift run --package-path Tests/Benchmarks -c release reply-latency`
/// - `sms-codec` measures the codec against libgammu (Debian: `libgammu-dev`, `pkg-config`) in one run.
///   `swift package --package-path Tests/Benchmarks benchmark`
let package = Package(
    name: "catchline-benchmarks",
    dependencies: [
        .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: [])
    ],
    targets: [
        .executableTarget(name: "reply-latency", swiftSettings: [.swiftLanguageMode(.v6)]),

        // MARK: sms-codec

        .executableTarget(
            name: "sms-codec",
            dependencies: [
                "CAllocations", "CGammu", "SMSCodec", .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "Benchmarks/sms-codec",
            swiftSettings: [.swiftLanguageMode(.v6)],
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
        // A link to the sources of the product: what is `package` there is not seen from another package.
        .target(name: "SMSCodec", swiftSettings: strict),
        .target(name: "CAllocations"),
        .target(name: "CGammu", dependencies: ["GammuLibrary"]),
        .systemLibrary(name: "GammuLibrary", pkgConfig: "gammu", providers: [.apt(["libgammu-dev"])]),
    ]
)
