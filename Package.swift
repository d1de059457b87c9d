// swift-tools-version: 6.2

import PackageDescription

/// Every target is built as strictly as the compiler allows: what it warns of today is a bug report of tomorrow.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    .enableUpcomingFeature("ExistentialAny"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
    .enableUpcomingFeature("MemberImportVisibility"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
    .enableUpcomingFeature("InternalImportsByDefault"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0461-async-function-isolation.md
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

extension Target.Dependency {
    static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let asyncHTTPClient = product(name: "AsyncHTTPClient", package: "async-http-client")
    static let crypto = product(name: "Crypto", package: "swift-crypto")
    static let cryptoExtras = product(name: "CryptoExtras", package: "swift-crypto")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdCore = product(name: "HummingbirdCore", package: "hummingbird")
    static let hummingbirdTesting = product(name: "HummingbirdTesting", package: "hummingbird")
    static let logging = product(name: "Logging", package: "swift-log")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let serviceLifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let tomlKit = product(name: "TOMLKit", package: "TOMLKit")
    static let unixSignals = product(name: "UnixSignals", package: "swift-service-lifecycle")
}

/// Optimised in debug builds too: most of the tests are theirs, and take less than half the time so.
let pure = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
    name: "catchline",
    products: [
        .executable(name: "catchline", targets: ["catchline"]),
        .executable(name: "catchline-simulator", targets: ["catchline-simulator"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // MARK: Pure: no file descriptor, no clock, no logger

        .target(name: "Telephony", swiftSettings: strict),
        .target(name: "SMSCodec", swiftSettings: pure),
        .target(name: "ATGrammar", swiftSettings: pure),
        .target(
            name: "ModemDialogue", dependencies: ["ATGrammar", "SMSCodec", "Telephony"], swiftSettings: pure
        ),
        .target(name: "ReplyEngine", dependencies: ["Telephony"], swiftSettings: pure),
        .target(name: "Numbering", dependencies: ["CPhoneNumber", "Telephony"], swiftSettings: strict),

        // MARK: Effects

        .target(
            name: "ModemDriver",
            dependencies: [
                "CSerial", "CUdev", "ModemDialogue", "Telephony", .logging, .nioCore, .nioPosix,
                .serviceLifecycle,
            ],
            swiftSettings: strict),
        .target(
            name: "Storage", dependencies: ["Telephony", .crypto, .cryptoExtras, .grdb],
            swiftSettings: strict),
        .target(
            name: "WebInbox",
            dependencies: [
                "Numbering", "ReplyEngine", "SMSCodec", "Storage", "Telephony", .hummingbird,
                .hummingbirdCore,
                .logging, .nioCore, .serviceLifecycle,
            ],
            swiftSettings: strict),
        .target(
            name: "ModemSimulator",
            dependencies: ["ATGrammar", "CSerial", "SMSCodec"],
            swiftSettings: pure),
        .target(
            name: "CatchlineDaemon",
            dependencies: [
                "CClock", "ModemDialogue", "ModemDriver", "ModemSimulator", "Numbering", "ReplyEngine",
                "SMSCodec",
                "Storage", "Telephony", "WebInbox", .logging, .nioCore, .nioPosix, .serviceLifecycle,
                .tomlKit,
                .unixSignals,
            ],
            swiftSettings: strict),

        // MARK: C at the edge

        .target(name: "CClock"),
        .target(name: "CSerial"),
        .systemLibrary(name: "CUdev", pkgConfig: "libudev", providers: [.apt(["libudev-dev"])]),
        .target(name: "CPhoneNumber", linkerSettings: [.linkedLibrary("phonenumber")]),

        // MARK: Programs

        .executableTarget(
            name: "catchline",
            dependencies: [
                "CatchlineDaemon", "Numbering", "ReplyEngine", "SMSCodec", "Storage", "Telephony", "WebInbox",
                .argumentParser, .asyncHTTPClient, .nioCore,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "catchline-simulator", dependencies: ["ModemSimulator", .argumentParser],
            swiftSettings: strict),

        // MARK: Tests

        .testTarget(name: "TelephonyTests", dependencies: ["Telephony"], swiftSettings: strict),
        .testTarget(
            name: "SMSCodecTests", dependencies: ["SMSCodec"], resources: [.copy("Fixtures")],
            swiftSettings: strict),
        .testTarget(name: "ATGrammarTests", dependencies: ["ATGrammar"], swiftSettings: strict),
        .testTarget(
            name: "ModemDialogueTests", dependencies: ["ATGrammar", "ModemDialogue", "Telephony"],
            resources: [.copy("Fixtures")], swiftSettings: strict),
        .testTarget(
            name: "ReplyEngineTests", dependencies: ["ReplyEngine", "Telephony"], swiftSettings: strict),
        .testTarget(name: "NumberingTests", dependencies: ["Numbering", "Telephony"], swiftSettings: strict),
        .testTarget(
            name: "StorageTests", dependencies: ["Storage", "Telephony", .grdb], swiftSettings: strict),
        .testTarget(
            name: "ModemSimulatorTests", dependencies: ["ModemSimulator", "SMSCodec"], swiftSettings: strict),
        .testTarget(
            name: "ModemDriverTests",
            dependencies: [
                "CSerial", "ModemDialogue", "ModemDriver", "ModemSimulator", "Telephony", .logging, .nioCore,
                .nioPosix,
                .serviceLifecycle,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "WebInboxTests",
            dependencies: [
                "ReplyEngine", "Storage", "Telephony", "WebInbox", .hummingbird, .hummingbirdTesting,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CatchlineDaemonTests",
            dependencies: [
                "CatchlineDaemon", "ModemDialogue", "ModemDriver", "ModemSimulator", "SMSCodec", "Storage",
                "Telephony", "WebInbox", .logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CatchlineTests",
            dependencies: [
                "CatchlineDaemon", "ReplyEngine", "SMSCodec", "Storage", "Telephony", "WebInbox", "catchline",
                .argumentParser,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ScenarioTests",
            dependencies: [
                "CatchlineDaemon", "ModemDriver", "ModemSimulator", "ReplyEngine", "Storage", "Telephony",
                "WebInbox",
                "catchline", .logging,
            ],
            resources: [.copy("Fixtures")], swiftSettings: strict),
        // A world from one seed: what decides is the product, all around it is invented.
        .testTarget(
            name: "SimulationTests",
            dependencies: [
                "CatchlineDaemon", "ModemDialogue", "ModemSimulator", "ReplyEngine", "SMSCodec", "Storage",
                "Telephony", .grdb, .logging,
            ],
            swiftSettings: pure),
        .testTarget(name: "LayeringTests", swiftSettings: strict),
    ],
    cxxLanguageStandard: .cxx17
)

/// Tests that run for long deserve an optimised build, and the others need none: `CATCHLINE_TESTS` names its only ones.
if let only = Context.environment["CATCHLINE_TESTS"] {
    package.targets.removeAll { $0.type == .test && $0.name != only }
    // A debug build opens every target to its tests; here those are opened that are ours.
    for target in package.targets where target.swiftSettings != nil {
        target.swiftSettings?.append(.unsafeFlags(["-enable-testing"], .when(configuration: .release)))
    }
}
