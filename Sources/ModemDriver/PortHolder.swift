import CSerial
import Glibc

/// Another program that has a tty open, as far as the permissions on `/proc` let it be seen.
package struct PortHolder: Hashable, Sendable, CustomStringConvertible {
    package var name: String
    package var processID: Int

    package var description: String { "another program (\(name), pid \(processID))" }

    /// The first process but this one that has the file open.
    ///
    /// A process that holds the controlling side of a pseudo-terminal is its modem, not its user.
    package static func find(of path: String, in tree: SystemTree = .system) -> PortHolder? {
        let file = tree.place(of: path)
        let isPseudoTerminal = DirectoryListing.realPath(of: file)?.hasPrefix("/dev/pts/") ?? false
        for name in tree.names(in: "/proc") {
            guard let processID = Int(name), processID != Int(getpid()) else { continue }
            let directory = tree.place(of: "/proc/\(name)/fd")
            let files = DirectoryListing.names(in: directory).map { "\(directory)/\($0)" }
            guard files.contains(where: { cserial_is_same_file(file, $0) }) else { continue }
            if isPseudoTerminal, files.contains(where: isController) { continue }
            return PortHolder(name: command(of: name, in: tree), processID: processID)
        }
        return nil
    }

    /// A process of that name, for those that anybody may see.
    package static func running(_ name: String, in tree: SystemTree = .system) -> PortHolder? {
        let process = tree.names(in: "/proc").first { Int($0) != nil && command(of: $0, in: tree) == name }
        return process.flatMap { Int($0) }.map { PortHolder(name: name, processID: $0) }
    }

    /// Whether this process has the file open more than once.
    static func isOpenHere(_ path: String) -> Bool {
        DirectoryListing.names(in: "/proc/self/fd").count {
            cserial_is_same_file(path, "/proc/self/fd/\($0)")
        } > 1
    }

    private static func isController(_ path: String) -> Bool {
        DirectoryListing.destination(of: path)?.hasSuffix("/ptmx") ?? false
    }

    private static func command(of process: String, in tree: SystemTree) -> String {
        tree.text(of: "/proc/\(process)/comm") ?? "?"
    }
}

/// Reads directories and links without Foundation.
enum DirectoryListing {
    /// In the order of their names; nothing if the directory cannot be read.
    static func names(in path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    static func destination(of path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(path, &buffer, buffer.count)
        return count < 0
            ? nil : String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The path with every link followed; nil if it leads nowhere.
    static func realPath(of path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
