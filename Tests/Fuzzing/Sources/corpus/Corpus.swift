import Foundation

/// libFuzzer wants a file for each input; git is better off with a line for each.
@main
enum Corpus {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.count) {
        case ("unpack", 3): try unpack(arguments[1], into: folder(arguments[2]))
        case ("pack", 3): try pack(folder(arguments[1]), into: arguments[2])
        case ("line", 2): print(HexLines.line(of: Array(try Data(contentsOf: folder(arguments[1])))))
        case ("seeds", 4):
            for (number, seed) in try Seeds.inputs(for: arguments[1], tests: folder(arguments[2]))
                .enumerated()
            {
                try Data(seed).write(to: folder(arguments[3]).appendingPathComponent("seed-\(number)"))
            }
        default:
            print(
                "Usage: corpus unpack FILE FOLDER | pack FOLDER FILE | line FILE | seeds TARGET TESTS FOLDER")
            exit(2)
        }
    }

    private static func folder(_ path: String) -> URL { URL(fileURLWithPath: path) }

    private static func unpack(_ file: String, into folder: URL) throws {
        guard let inputs = HexLines.inputs(of: try String(contentsOfFile: file, encoding: .utf8)) else {
            throw CocoaError(.fileReadCorruptFile, userInfo: [NSFilePathErrorKey: file])
        }
        for (number, input) in inputs.enumerated() {
            try Data(input).write(to: folder.appendingPathComponent("kept-\(number)"))
        }
    }

    /// Short inputs first, so that a change is seen where it is.
    private static func pack(_ folder: URL, into file: String) throws {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        let lines = Set(try files.map { HexLines.line(of: Array(try Data(contentsOf: $0))) })
        let sorted = lines.filter { !$0.isEmpty }.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        let text = sorted.map { $0 + "\n" }.joined()
        try text.write(toFile: file, atomically: true, encoding: .utf8)
    }
}
