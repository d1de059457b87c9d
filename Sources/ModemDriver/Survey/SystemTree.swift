import Glibc

/// The files in which Linux tells of itself (`/sys`, `/proc`, `/run/udev`), or a copy of them below another directory.
///
/// No file read here is larger than a few kilobytes; a larger one is cut off.
package struct SystemTree: Sendable {
    private static let mostOctets = 64 << 10

    private let root: String

    package init(root: String = "/") {
        self.root = root.hasSuffix("/") ? String(root.dropLast()) : root
    }

    package static let system = SystemTree()

    /// Where a file of the system is to be found.
    func place(of path: String) -> String { root + path }

    /// In the order of their names; nothing if the directory cannot be read.
    func names(in directory: String) -> [String] { DirectoryListing.names(in: place(of: directory)) }

    package func exists(_ path: String) -> Bool { access(place(of: path), F_OK) == 0 }

    /// The file's text without white space at its ends; nil if it cannot be read.
    func text(of path: String) -> String? {
        guard let file = fopen(place(of: path), "r") else { return nil }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: Self.mostOctets)
        let count = fread(&buffer, 1, buffer.count, file)
        guard ferror(file) == 0 else { return nil }
        var octets = buffer.prefix(count)
        while let last = octets.last, last <= 0x20 { octets.removeLast() }
        return String(decoding: octets.drop { $0 <= 0x20 }, as: UTF8.self)
    }

    /// The path with every link followed, as the tree has it; nil if it leads nowhere or out of the tree.
    package func realPath(of path: String) -> String? {
        guard let real = DirectoryListing.realPath(of: place(of: path)) else { return nil }
        let top = root.isEmpty ? "" : DirectoryListing.realPath(of: root) ?? root
        return real.hasPrefix(top + "/") ? String(real.dropFirst(top.count)) : nil
    }
}
