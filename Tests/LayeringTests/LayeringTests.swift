import Foundation
import Testing

/// The walls between the targets, checked against the files and the manifest as they are.
@Suite struct LayeringTests {
    let house = House.catchline

    // MARK: The house as it stands

    @Test func `No file imports more than the row of its target`() throws {
        let files = try Checkout.files.get()

        let found = files.flatMap { house.violations(of: $0) }

        #expect(!files.isEmpty)
        #expect(found == [])
    }

    @Test func `Every directory of Sources has a row, and every row a directory`() throws {
        let directories = try Checkout.targetDirectories()

        #expect(house.violations(directories: directories) == [])
    }

    @Test func `The manifest opens no door that a row does not have`() throws {
        let manifest = Manifest(source: try Checkout.manifest())

        #expect(house.violations(manifest: manifest) == [])
    }

    @Test func `Every import of another target stands in the manifest`() throws {
        let manifest = Manifest(source: try Checkout.manifest())
        let files = try Checkout.files.get()

        let found = files.flatMap { house.undeclared(in: $0, by: manifest) }

        #expect(found == [])
    }

    // MARK: Planted violations

    @Test(arguments: [
        ("WebInbox", "ModemDriver"), ("ModemDriver", "WebInbox"), ("ModemDriver", "Storage"),
        ("Storage", "ReplyEngine"), ("ReplyEngine", "Storage"), ("ReplyEngine", "Numbering"),
        ("ATGrammar", "SMSCodec"), ("SMSCodec", "ATGrammar"), ("Telephony", "SMSCodec"),
        ("ModemDialogue", "Foundation"), ("ModemDialogue", "NIOCore"), ("ModemDialogue", "Logging"),
        ("ModemDialogue", "Glibc"), ("ModemDialogue", "Dispatch"), ("SMSCodec", "Foundation"),
        ("ATGrammar", "Synchronization"), ("Numbering", "Foundation"), ("WebInbox", "GRDB"),
        ("CatchlineDaemon", "GRDB"), ("catchline", "ModemDriver"), ("ModemSimulator", "ModemDialogue"),
    ])
    func `A forbidden import is found, and where it stands`(room: String, module: String) {
        let found = house.violations(
            of: SourceFile(path: "Sources/\(room)/Planted.swift", source: "\nimport \(module)\n"))

        #expect(found == ["Sources/\(room)/Planted.swift:2: \(room) may not import \(module)"])
    }

    @Test(arguments: [
        "import ModemDriver", "package import ModemDriver", "public import ModemDriver",
        "internal import ModemDriver", "@testable import ModemDriver", "@preconcurrency import ModemDriver",
        "@preconcurrency package import ModemDriver", "@_spi(Inside) import ModemDriver",
        "@_exported import ModemDriver", "@preconcurrency\nimport ModemDriver", "import\n    ModemDriver",
        "import struct ModemDriver.ModemFleet", "import func ModemDriver.open",
        "import class ModemDriver.Modem",
        "import ModemDriver.Inside", "import `ModemDriver`", "import Telephony; import ModemDriver",
        "import Telephony;import ModemDriver;", "#if canImport(Glibc)\nimport ModemDriver\n#endif",
        "import /* a comment */ ModemDriver", "/* one */ import ModemDriver", "let a = 1; import ModemDriver",
        "let text = \"quoted \\(\"(\") \"\nimport ModemDriver", "let mark = #\"\"\"#\nimport ModemDriver",
        "func f() {\n    let s = \"\"\"\n    \"\n    \"\"\"\n}\nimport ModemDriver",
        "import ModemDriver // why not",
        "import Telephony\r\nimport ModemDriver\r\n",
    ])
    func `An import is found in any form`(source: String) {
        let found = house.violations(of: SourceFile(path: "Sources/WebInbox/Planted.swift", source: source))

        #expect(found.count == 1)
        #expect(found.allSatisfy { $0.hasSuffix("WebInbox may not import ModemDriver") })
    }

    @Test(arguments: [
        "// import ModemDriver", "/* import ModemDriver */", "/* /* nested */\nimport ModemDriver\n*/",
        "let text = \"import ModemDriver\"", "let text = \"\"\"\n    import ModemDriver\n    \"\"\"",
        "let text = #\"\"\"\n    import ModemDriver\n    \"\"\"#", "let action = Action.import",
        "contacts(import: ModemDriver)", "func contacts(\n    import file: ModemDriver) {}",
        "#if canImport(ModemDriver)\n#endif", "let importModemDriver = 1",
    ])
    func `What only looks like an import is passed over`(source: String) {
        #expect(
            house.violations(of: SourceFile(path: "Sources/WebInbox/Planted.swift", source: source)) == [])
    }

    @Test func `A pure target may import its row and FoundationEssentials`() {
        let source =
            "package import ATGrammar\nimport FoundationEssentials\nimport SMSCodec\nimport Telephony\n"

        #expect(
            house.violations(of: SourceFile(path: "Sources/ModemDialogue/Planted.swift", source: source))
                == [])
    }

    @Test func `An effect may import the logger and the system besides its row`() {
        let source =
            "import Dispatch\nimport Foundation\nimport Glibc\nimport Logging\nimport Synchronization\n"

        #expect(house.violations(of: SourceFile(path: "Sources/Storage/Planted.swift", source: source)) == [])
    }

    @Test func `An import that the manifest does not declare is found`() {
        let manifest = Manifest(source: #".target(name: "ModemDialogue", dependencies: ["SMSCodec"])"#)
        let source = "import SMSCodec\nimport ATGrammar\nimport FoundationEssentials\n"

        let file = SourceFile(path: "Sources/ModemDialogue/Planted.swift", source: source)
        let found = house.undeclared(in: file, by: manifest)

        let reason = "Package.swift does not say that ModemDialogue needs ATGrammar"
        #expect(found == ["\(file.path):2: \(reason)"])
    }

    @Test func `A file of a target without a row is found`() {
        let found = house.violations(of: SourceFile(path: "Sources/Cellar/Planted.swift", source: ""))

        #expect(found == ["Sources/Cellar/Planted.swift: Cellar has no row"])
    }

    @Test func `A directory without a row and a row without a directory are found`() {
        let house = House(rooms: [.init(name: "Attic", kind: .pure, row: [])])

        let found = house.violations(directories: ["Cellar"])

        #expect(found == ["Sources/Cellar: has no row", "Attic: has a row and no directory in Sources"])
    }

    // MARK: The manifest

    private static let attic = House(rooms: [.init(name: "Attic", kind: .pure, row: ["Roof"])])

    @Test(arguments: [
        #".target(name: "Attic", dependencies: ["Roof", "Cellar"])"#,
        #".target(name: "Attic", dependencies: ["Roof", .cellar], swiftSettings: strict)"#,
        #".target(name: "Attic", dependencies: [.product(name: "Cellar", package: "house")])"#,
        #".target(name: "Attic", dependencies: [.target(name: "Cellar")])"#,
        #".executableTarget(name: "Attic", dependencies: ["Cellar", /* , */])"#,
    ])
    func `A dependency beyond the row is found in the manifest`(target: String) {
        let source =
            #"static let cellar = product(name: "Cellar", package: "house")"# + "\ntargets: [\(target)]"

        let found = Self.attic.violations(manifest: Manifest(source: source))

        #expect(found == ["Package.swift: Attic may not depend on Cellar"])
    }

    @Test(arguments: [
        #".target(name: "Attic", dependencies: common)"#,
        #".target(name: "Attic", dependencies: ["Roof"] + common)"#,
        #".target(name: "Attic", dependencies: [.mystery])"#,
        #".target(name: attic, dependencies: ["Roof"])"#,
    ])
    func `A dependency that is not plain to read is an error`(target: String) {
        let manifest = Manifest(source: "targets: [\(target)]")

        #expect(manifest.unreadable.count == 1)
    }

    @Test func `A target without a row and a row without a target are found in the manifest`() {
        let found = Self.attic.violations(manifest: Manifest(source: #"targets: [.target(name: "Cellar")]"#))

        #expect(found == ["Package.swift: Cellar has no row", "Package.swift: has no target Attic"])
    }

    @Test func `A target within its row and the test targets are passed over`() {
        let source = #"""
            targets: [
                .target(name: "Attic", dependencies: ["Roof"], swiftSettings: strict),
                .testTarget(name: "AtticTests", dependencies: ["Attic", "Cellar"]),
            ]
            """#

        #expect(Self.attic.violations(manifest: Manifest(source: source)) == [])
    }
}
