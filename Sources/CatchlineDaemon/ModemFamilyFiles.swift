import Foundation
import ModemDialogue
import ReplyEngine
import TOMLKit

/// Families of modems that a person has described, one TOML file each: `/etc/catchline/modems.d/*.toml`.
struct ModemFamilyFiles {
    private struct File {
        let path: String
        let name: String
        let extends: String
        let values: [ModemProfileKey: ModemProfileValue]
    }

    private static let largestFile = 65_536
    private static let mostFiles = 64
    private let files: [File]

    /// Reads every `.toml` file of a directory, in the order of their names.
    init(directory: String) throws(StartupError) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: directory)
        } catch {
            throw StartupError(
                what: "Cannot read the families of modems in \(directory).", why: error.localizedDescription,
                next: "ls -l \(directory)", exitCode: 2)
        }
        let own = names.filter { $0.hasSuffix(".toml") && !$0.hasPrefix(".") }.sorted()
        var texts: [(path: String, text: String)] = []
        for name in own.prefix(Self.mostFiles) {
            let path = directory + "/" + name
            texts.append((path, try TOMLText.contents(of: path)))
        }
        try self.init(texts)
    }

    /// - Parameter texts: what the files hold; a path is only named.
    init(_ texts: [(path: String, text: String)]) throws(StartupError) {
        var files: [File] = []
        for (path, text) in texts {
            let file = try Self.file(path, text)
            if let other = files.first(where: { $0.name.lowercased() == file.name.lowercased() }) {
                throw TOMLText.misfit(
                    "name", in: path, why: "\(other.path) describes \"\(other.name)\" already.")
            }
            files.append(file)
        }
        self.files = files
    }

    /// What was read, for the log.
    var introductions: [String] {
        files.map { "\($0.path) describes the family \($0.name), which extends \($0.extends)" }
    }

    /// With those that come with the program behind them.
    func families() throws(StartupError) -> ModemFamilies {
        var profiles: [ModemProfile] = []
        for file in files { profiles.append(try profile(file, extendedBy: [])) }
        return ModemFamilies(written: profiles)
    }

    // MARK: One file

    private static func file(_ path: String, _ text: String) throws(StartupError) -> File {
        guard text.utf8.count <= largestFile else {
            throw StartupError(
                what: "Cannot read \(path).", why: "It has more than \(largestFile / 1024) KiB.",
                next: "ls -l \(path)", exitCode: 2)
        }
        var values: [ModemProfileKey: ModemProfileValue] = [:]
        for (key, value) in try TOMLText.table(text, path: path) {
            guard let known = ModemProfileKey(rawValue: key) else {
                throw TOMLText.unknownKey(key, in: path, among: ModemProfileKey.allCases.map(\.rawValue))
            }
            values[known] = ModemProfileValue(value)
        }
        let stem = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        return File(
            path: path, name: try title(.name, values, path) ?? stem,
            extends: try title(.extends, values, path) ?? ModemProfile.generic.name, values: values)
    }

    private static func title(
        _ key: ModemProfileKey, _ values: [ModemProfileKey: ModemProfileValue], _ path: String
    ) throws(StartupError) -> String? {
        guard let value = values[key] else { return nil }
        guard case .text(let text) = value, (1...40).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else { throw TOMLText.misfit(key.rawValue, in: path, why: "It must be a name of 1 to 40 letters.") }
        return text
    }

    // MARK: What they extend

    private func profile(_ file: File, extendedBy path: [String]) throws(StartupError) -> ModemProfile {
        let base = try base(of: file, extendedBy: path + [file.path])
        do {
            return try ModemProfile(name: file.name, file: file.path, extending: base, values: file.values)
        } catch {
            throw TOMLText.misfit(error.key.rawValue, in: file.path, why: error.words)
        }
    }

    private func base(of file: File, extendedBy path: [String]) throws(StartupError) -> ModemProfile {
        let name = file.extends.lowercased()
        if let other = files.first(where: { $0.name.lowercased() == name && $0.path != file.path }) {
            guard !path.contains(other.path) else {
                throw TOMLText.misfit(
                    "extends", in: file.path, why: "\(other.path) extends this one in its turn.")
            }
            return try profile(other, extendedBy: path)
        }
        if let builtIn = ModemFamilies.builtIn(named: name) { return builtIn }
        let known = ModemFamilies.namesBuiltIn + files.map(\.name)
        let nearest = NearestName.of(name, among: known.map { $0.lowercased() })
        let shown = known.first { $0.lowercased() == nearest }.map { " The nearest is \"\($0)\"." } ?? ""
        throw TOMLText.misfit(
            "extends", in: file.path, why: "No family is called \"\(file.extends)\"." + shown)
    }
}

extension ModemProfileValue {
    fileprivate init(_ value: any TOMLValueConvertible) {
        if let text = value.string {
            self = .text(text)
        } else if let flag = value.bool {
            self = .flag(flag)
        } else if let number = value.int {
            self = .number(number)
        } else if let array = value.array {
            self = Self.list(array)
        } else {
            self = .other
        }
    }

    private static func list(_ array: TOMLArray) -> ModemProfileValue {
        let (texts, numbers) = (array.compactMap(\.string), array.compactMap(\.int))
        if texts.count == array.count { return .texts(texts) }
        if numbers.count == array.count { return .numbers(numbers) }
        let rows = array.compactMap { row -> [Int]? in
            guard let row = row.array else { return nil }
            let numbers = row.compactMap(\.int)
            return numbers.count == row.count ? numbers : nil
        }
        return rows.count == array.count ? .rows(rows) : .other
    }
}
