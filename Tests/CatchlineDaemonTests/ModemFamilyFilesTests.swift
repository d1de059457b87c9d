import Foundation
import ModemDialogue
import Testing

@testable import CatchlineDaemon

/// Families of modems in TOML files.
@Suite struct ModemFamilyFilesTests {
    private static func read(_ texts: String...) throws(StartupError) -> ModemFamilies {
        let files = texts.enumerated().map { (path: "/etc/catchline/modems.d/m\($0).toml", text: $1) }
        return try ModemFamilyFiles(files).families()
    }

    private static func error(_ texts: String...) -> StartupError? {
        #expect(throws: StartupError.self) {
            let files = texts.enumerated().map { (path: "/etc/catchline/modems.d/m\($0).toml", text: $1) }
            _ = try ModemFamilyFiles(files).families()
        }
    }

    @Test func `A file is a family, of the name that it gives or else its own`() throws {
        let families = try Self.read("manufacturers = [\"acme\"]", "name = \"Apex\"\nmodels = [\"ap1\"]")

        #expect(families.names.prefix(2) == ["m0", "Apex"])
    }

    @Test func `A family extends another file's, whichever comes first`() throws {
        let families = try Self.read(
            "extends = \"Apex\"\nmanufacturers = [\"acme\"]", "name = \"Apex\"\nextends = \"huawei\"")

        #expect(families.names.prefix(2) == ["m0", "Apex"])
    }

    @Test func `A file may take the place of a family that comes with the program`() throws {
        #expect(try Self.read("name = \"Huawei\"\nextends = \"Huawei\"").names.first == "Huawei")
    }

    @Test func `Every key can be written`() throws {
        let families = try Self.read(
            """
            name = "Acme"
            extends = "SIMCom 4G"
            manufacturers = ["acme"]
            models = ["ac7"]
            first_commands = ["AT&C0"]
            once_ready = ["AT+CVHU=0"]
            needs_wake_up = true
            idle_lines = ["+ACMERSSI"]
            call_reports = ["AT+CLCC=1"]
            announces_ends = true
            lists_ended_calls = false
            hang_up = ["AT+CHUP", "ATH"]
            message_indications = [[2, 1, 0, 1, 0], [1, 1, 0, 0, 0]]
            indication_modes = [1, 2]
            report_modes = [2, 0]
            acknowledges = false
            memories = ["SM", "ME"]
            message_domain = 3
            send_timeout = 90
            card_identity = ["AT+CICCID"]
            pin_attempts = ["AT+SPIC"]
            clock_updates = ["AT+CTZU=1"]
            line_port_question = "AT+CATR?"
            line_port_settings = ["AT+CATR=0"]
            reset = ["AT+CRESET"]
            """)

        #expect(families.names.first == "Acme")
    }

    @Test func `An unknown key is an error that names file, key and the nearest known one`() {
        let error = Self.error("manufacturers = [\"acme\"]\ncall_report = []")

        #expect(error?.what == "Unknown key \"call_report\" in /etc/catchline/modems.d/m0.toml.")
        #expect(error?.why == "The nearest known key is \"call_reports\".")
        #expect(error?.exitCode == 2)
    }

    @Test(arguments: [
        "name = 1", "name = \"\"", "extends = []", "reset = \"AT+CRESET\"", "reset = [1]",
        "reset = [\"AT+CPOF\"]",
        "send_timeout = \"90\"", "message_indications = [[1, \"2\"]]", "memories = [[1]]", "models = {}",
        "acknowledges = 1979-05-27",
    ])
    func `A value that does not fit is an error that names its key`(text: String) {
        let error = Self.error((text.hasPrefix("models") ? "" : "models = [\"ac7\"]\n") + text)

        #expect(
            error?.what.contains("\"\(text.prefix { $0 != " " })\" in /etc/catchline/modems.d/m0.toml")
                == true)
        #expect(error?.exitCode == 2)
    }

    @Test func `The name of a family that nobody knows is an error that names the nearest`() {
        let error = Self.error("extends = \"Quectl LTE\"\nmanufacturers = [\"acme\"]")

        #expect(error?.why == "No family is called \"Quectl LTE\". The nearest is \"Quectel LTE\".")
    }

    @Test func `Two files that extend each other are an error`() {
        let error = Self.error(
            "name = \"One\"\nextends = \"Two\"\nmodels = [\"one\"]",
            "name = \"Two\"\nextends = \"One\"\nmodels = [\"two\"]")

        #expect(error?.why.contains("in its turn") == true)
    }

    @Test func `Two files of one name are an error`() {
        let error = Self.error(
            "name = \"One\"\nmodels = [\"one\"]", "name = \"ONE\"\nmodels = [\"two\"]")

        #expect(error?.why == "/etc/catchline/modems.d/m0.toml describes \"One\" already.")
    }

    @Test func `What is no TOML is an error that says where`() {
        #expect(Self.error("reset = [")?.what == "Cannot read /etc/catchline/modems.d/m0.toml.")
    }

    @Test func `A file without end is not read`() {
        #expect(Self.error(String(repeating: "#\n", count: 40_000))?.why.contains("KiB") == true)
    }

    // MARK: On the disk

    private static func directory(_ files: [String: String]) throws -> String {
        let path = NSTemporaryDirectory() + "catchline-families-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: path + "/modems.d", withIntermediateDirectories: true)
        for (name, text) in files {
            try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
        }
        return path
    }

    @Test func `The TOML files of a directory are read, and nothing else in it`() throws {
        let directory = try Self.directory([
            "modems.d/b.toml": "models = [\"bb\"]", "modems.d/a.toml": "models = [\"aa\"]",
            "modems.d/README": "no TOML", "modems.d/.c.toml": "no TOML",
        ])
        defer { try? FileManager.default.removeItem(atPath: directory) }

        let families = try ModemFamilyFiles(directory: directory + "/modems.d").families()

        #expect(families.names.prefix(3) == ["a", "b", "Huawei"])
    }

    @Test func `A directory that is named and not there is an error`() {
        let error = #expect(throws: StartupError.self) {
            try ModemFamilyFiles(directory: "/nowhere/modems.d")
        }
        #expect(error?.what == "Cannot read the families of modems in /nowhere/modems.d.")
    }

    @Test func `The directory beside the configuration file is taken unless another is named`() throws {
        let directory = try Self.directory([
            "catchline.toml": "", "other.toml": "modem_profiles = \"/srv/modems\"",
        ])
        defer { try? FileManager.default.removeItem(atPath: directory) }
        func profiles(_ file: String?) throws -> String? {
            try RunOptions(dataDirectory: "/", configurationFile: file).configuration().modemProfiles
        }

        #expect(try profiles(directory + "/catchline.toml") == directory + "/modems.d")
        #expect(try profiles(directory + "/other.toml") == "/srv/modems")
        #expect(try profiles(nil) == nil)
        try FileManager.default.removeItem(atPath: directory + "/modems.d")
        #expect(try profiles(directory + "/catchline.toml") == nil)
    }

    @Test func `The example that comes with the program can be read as it stands`() throws {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "deploy/modem.example.toml"), encoding: .utf8)
        // Each key is shown, most of them behind a mark.
        let shown = text.replacing("\n#   ", with: "\n")

        #expect(try Self.read(text).names.first == "Acme AC7")
        #expect(try Self.read(shown).names.first == "Acme AC7")
        for key in ModemProfileKey.allCases {
            #expect(shown.contains("\n\(key.rawValue) = "), "\(key.rawValue)")
        }
    }
}
