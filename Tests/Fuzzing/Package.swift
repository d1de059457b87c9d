// swift-tools-version: 6.2

import PackageDescription

/// As in the package of the product.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// The fuzzers are a package of their own: the product has neither their flags nor their build. The links in Sources
/// make the codecs targets of this package too, so that what is `package` in them can be reached.
///
/// Built by the script beside this file, which knows the flags.
let package = Package(
    name: "catchline-fuzzing",
    targets: [
        .target(name: "SMSCodec", swiftSettings: strict),
        .target(name: "ATGrammar", swiftSettings: strict),
        .target(name: "CodecProperties", dependencies: ["SMSCodec"], swiftSettings: strict),
        .target(name: "GrammarProperties", dependencies: ["ATGrammar"], swiftSettings: strict),
        .target(name: "Harness", swiftSettings: strict),
        .executableTarget(
            name: "pdu-fuzzer", dependencies: ["CodecProperties", "Harness"], swiftSettings: strict),
        .executableTarget(
            name: "text-fuzzer", dependencies: ["CodecProperties", "Harness"], swiftSettings: strict),
        .executableTarget(
            name: "at-fuzzer", dependencies: ["GrammarProperties", "Harness"], swiftSettings: strict),
        .executableTarget(
            name: "planted-fuzzer", dependencies: ["Harness", "SMSCodec"],
            swiftSettings: strict),
        .executableTarget(name: "corpus", swiftSettings: strict),
    ]
)
