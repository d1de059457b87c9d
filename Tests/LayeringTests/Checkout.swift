import Foundation

/// The package that these tests are part of, on disk.
enum Checkout {
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func manifest() throws -> String {
        try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
    }

    /// The names of the directories right in Sources.
    static func targetDirectories() throws -> [String] {
        let sources = root.appending(path: "Sources")
        return try FileManager.default.contentsOfDirectory(atPath: sources.path).filter { name in
            !name.hasPrefix(".")
        }
    }

    /// Every Swift file under Sources, read once.
    static let files = Result {
        let sources = root.appending(path: "Sources")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
        return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
            let source = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
            return SourceFile(path: "Sources/\(path)", source: source)
        }
    }
}
