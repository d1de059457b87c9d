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
    static func find(of path: String) -> PortHolder? {
        let isPseudoTerminal = DirectoryListing.realPath(of: path)?.hasPrefix("/dev/pts/") ?? false
        for name in DirectoryListing.names(in: "/proc") {
            guard let processID = Int(name), processID != Int(getpid()) else { continue }
            let directory = "/proc/\(name)/fd"
            let files = DirectoryListing.names(in: directory).map { "\(directory)/\($0)" }
            guard files.contains(where: { cserial_is_same_file(path, $0) }) else { continue }
            if isPseudoTerminal, files.contains(where: isController) { continue }
            return PortHolder(name: command(of: name), processID: processID)
        }
        return nil
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

    private static func command(of process: String) -> String {
        guard let file = fopen("/proc/\(process)/comm", "r") else { return "?" }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = fread(&buffer, 1, buffer.count, file)
        let name = String(decoding: buffer.prefix(count), as: UTF8.self)
        return name.split(separator: "\n").first.map(String.init) ?? "?"
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
