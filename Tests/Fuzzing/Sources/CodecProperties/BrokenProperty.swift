/// Something that should hold for every input and does not hold for this one.
package struct BrokenProperty: Error, Hashable, CustomStringConvertible {
    package var description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Throws unless the condition is true.
func require(_ condition: Bool, _ description: @autoclosure () -> String) throws(BrokenProperty) {
    guard condition else { throw BrokenProperty(description()) }
}
