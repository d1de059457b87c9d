/// The rooms of Catchline: which target may import what.
///
/// A newcomer can tell from the import list of a file who knows whom, because of this table.
struct House {
    struct Room {
        enum Kind {
            /// No file descriptor, no clock, no logger: what it may import stands in its row, and nothing else
            /// but `FoundationEssentials`, for `Date`, `Calendar` and `TimeZone`.
            case pure
            /// Talks to the world: may import the system's own modules and the logger besides its row.
            case effect
            /// C or C++ at the edge.
            case foreign
        }

        var name: String
        var kind: Kind
        var row: Set<String>

        var mayImport: Set<String> {
            switch kind {
            case .pure: row.union(["FoundationEssentials"])
            case .effect: row.union(House.system).union(["Logging"])
            case .foreign: row
            }
        }
    }

    var rooms: [Room]

    static let system: Set = [
        "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Musl", "Synchronization",
    ]

    static let catchline = House(rooms: [
        Room(name: "Telephony", kind: .pure, row: []),
        Room(name: "SMSCodec", kind: .pure, row: []),
        Room(name: "ATGrammar", kind: .pure, row: []),
        Room(name: "ModemDialogue", kind: .pure, row: ["ATGrammar", "SMSCodec", "Telephony"]),
        Room(name: "ReplyEngine", kind: .pure, row: ["Telephony"]),
        Room(name: "Numbering", kind: .pure, row: ["CPhoneNumber", "Telephony"]),
        Room(
            name: "ModemDriver", kind: .effect,
            row: [
                "CSerial", "CUdev", "ModemDialogue", "NIOCore", "NIOPosix", "ServiceLifecycle", "Telephony",
            ]),
        Room(name: "Storage", kind: .effect, row: ["Crypto", "CryptoExtras", "GRDB", "Telephony"]),
        Room(
            name: "WebInbox", kind: .effect,
            row: [
                "HTTPTypes", "Hummingbird", "HummingbirdCore", "NIOCore", "Numbering", "ReplyEngine",
                "SMSCodec", "ServiceLifecycle", "Storage", "Telephony",
            ]),
        Room(name: "ModemSimulator", kind: .effect, row: ["ATGrammar", "CSerial", "SMSCodec"]),
        Room(
            name: "CatchlineDaemon", kind: .effect,
            row: [
                "ATGrammar", "CClock", "ModemDialogue", "ModemDriver", "ModemSimulator",
                "NIOCore", "NIOPosix", "Numbering", "ReplyEngine", "SMSCodec", "ServiceLifecycle", "Storage",
                "TOMLKit", "Telephony", "UnixSignals", "WebInbox",
            ]),
        Room(name: "CClock", kind: .foreign, row: []),
        Room(name: "CSerial", kind: .foreign, row: []),
        Room(name: "CUdev", kind: .foreign, row: []),
        Room(name: "CPhoneNumber", kind: .foreign, row: []),
        // The API that answers on the socket also answers for a box that is stopped: hence WebInbox.
        Room(
            name: "catchline", kind: .effect,
            row: [
                "ArgumentParser", "AsyncHTTPClient", "CatchlineDaemon", "NIOCore", "NIOHTTP1", "Numbering",
                "ReplyEngine", "SMSCodec", "Storage", "Telephony", "WebInbox",
            ]),
        Room(name: "catchline-simulator", kind: .effect, row: ["ArgumentParser", "ModemSimulator"]),
    ])

    func room(_ name: String) -> Room? {
        rooms.first { $0.name == name }
    }

    /// What a file imports and its target's row does not have.
    func violations(of file: SourceFile) -> [String] {
        guard let room = room(file.target) else { return ["\(file.path): \(file.target) has no row"] }

        return file.imports.filter { !room.mayImport.contains($0.module) }
            .map { "\(file.path):\($0.line): \(room.name) may not import \($0.module)" }
    }

    /// What a file imports of this package's own targets although its target's dependencies do not name it: that
    /// builds only as long as another target happens to bring it along.
    func undeclared(in file: SourceFile, by manifest: Manifest) -> [String] {
        let declared = manifest.targets.first { $0.name == file.target }?.dependencies ?? []

        return file.imports.filter { room($0.module) != nil && !declared.contains($0.module) }
            .map {
                "\(file.path):\($0.line): Package.swift does not say that \(file.target) needs \($0.module)"
            }
    }

    /// Directories without a row, and rows without a directory.
    func violations(directories: [String]) -> [String] {
        let names = Set(rooms.map(\.name))
        return Set(directories).subtracting(names).sorted().map { "Sources/\($0): has no row" }
            + names.subtracting(directories).sorted().map { "\($0): has a row and no directory in Sources" }
    }

    /// Where the manifest opens a door that the row does not have.
    func violations(manifest: Manifest) -> [String] {
        manifest.unreadable
            + manifest.targets.flatMap { target -> [String] in
                guard let room = room(target.name) else {
                    return ["Package.swift: \(target.name) has no row"]
                }
                return target.dependencies.filter { !room.mayImport.contains($0) }
                    .map { "Package.swift: \(target.name) may not depend on \($0)" }
            }
            + rooms.filter { room in !manifest.targets.contains { $0.name == room.name } }
            .map { "Package.swift: has no target \($0.name)" }
    }
}
