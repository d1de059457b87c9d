import Glibc

/// The USB device that shows a tty, as the kernel's tree has it.
struct ResettableDevice: Hashable, Sendable {
    /// In `/sys/devices`.
    let directory: String
    /// Where it is plugged in, in the kernel's words: `1-1.4` is socket 4 of the hub in socket 1 of bus 1.
    let socket: String
    /// Another device may be plugged in there by now.
    let identity: [String?]

    /// - Parameters:
    ///   - tty: a path to a tty, or a link to one.
    ///   - sys: where the kernel's tree is.
    init?(tty: String, in sys: String) {
        guard let node = DirectoryListing.realPath(of: tty), let name = node.split(separator: "/").last,
            let root = DirectoryListing.realPath(of: sys),
            var place = DirectoryListing.realPath(of: "\(root)/class/tty/\(name)")
        else { return nil }
        while place.hasPrefix(root + "/"), let slash = place.lastIndex(of: "/") {
            if Self.attribute("idVendor", of: place) != nil {
                self.init(directory: place)
                return
            }
            place = String(place[..<slash])
        }
        return nil
    }

    /// Nil for what is no device in a socket: a hub of the machine itself has another kind of name.
    init?(directory: String) {
        let name = directory.split(separator: "/").last.map(String.init) ?? ""
        guard Self.isSocket(name) else { return nil }
        self.directory = directory
        socket = name
        identity = ["idVendor", "idProduct", "serial"].map { Self.attribute($0, of: directory) }
    }

    /// Whether it is still there.
    var isPresent: Bool {
        identity == ["idVendor", "idProduct", "serial"].map { Self.attribute($0, of: directory) }
    }

    /// Its node in `/dev/bus/usb`. The number changes each time the device is plugged in.
    func node(in dev: String) -> String? {
        guard let bus = number("busnum"), let device = number("devnum") else { return nil }
        return "\(dev)/bus/usb/\(Self.padded(bus))/\(Self.padded(device))"
    }

    /// `bus-port[.port]...`
    static func isSocket(_ text: String) -> Bool {
        let halves = text.split(separator: "-", omittingEmptySubsequences: false)
        guard halves.count == 2, text.utf8.count <= 32 else { return false }
        let numbers = [halves[0]] + halves[1].split(separator: ".", omittingEmptySubsequences: false)
        return numbers.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }

    private func number(_ name: String) -> Int? {
        Self.attribute(name, of: directory).flatMap(Int.init).flatMap { (0...999).contains($0) ? $0 : nil }
    }

    private static func padded(_ number: Int) -> String {
        String(repeating: "0", count: max(0, 3 - "\(number)".count)) + "\(number)"
    }

    private static func attribute(_ name: String, of directory: String) -> String? {
        guard let file = fopen("\(directory)/\(name)", "re") else { return nil }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = fread(&buffer, 1, buffer.count, file)
        return String(decoding: buffer.prefix(count), as: UTF8.self).split(separator: "\n").first.map(
            String.init)
    }
}
