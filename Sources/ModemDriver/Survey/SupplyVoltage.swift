/// What a Raspberry Pi's firmware says of its supply voltage. A stick draws 2 A at moments; what the supply cannot
/// give is seen here before the stick falls off the bus.
package enum SupplyVoltage: Hashable, Sendable {
    case good
    /// Below 4.63 V at this moment.
    case low
    /// Below it at some time since the start.
    case wasLow

    /// Nil on a machine whose firmware tells nothing of it.
    package init?(in tree: SystemTree = .system) {
        guard let reading = Self.firmware(in: tree) ?? Self.sensor(in: tree) else { return nil }
        self = reading
    }

    /// A number in hexadecimal: bit 0 is under-voltage now, bit 16 under-voltage since the start.
    private static func firmware(in tree: SystemTree) -> SupplyVoltage? {
        let path = "/sys/devices/platform/soc/soc:firmware/get_throttled"
        guard let text = tree.text(of: path) else { return nil }
        let digits = text.hasPrefix("0x") ? text.dropFirst(2) : Substring(text)
        guard let flags = UInt32(digits, radix: 16) else { return nil }
        if flags & 0x1 != 0 { return .low }
        return flags & 0x1_0000 != 0 ? .wasLow : .good
    }

    /// The kernel's own driver asks the firmware every two seconds, and says whether it happened in between.
    private static func sensor(in tree: SystemTree) -> SupplyVoltage? {
        let sensors = "/sys/class/hwmon"
        let names = tree.names(in: sensors).filter { tree.text(of: "\(sensors)/\($0)/name") == "rpi_volt" }
        guard let name = names.first, let flag = tree.text(of: "\(sensors)/\(name)/in0_lcrit_alarm") else {
            return nil
        }
        return flag == "0" ? .good : .low
    }
}
