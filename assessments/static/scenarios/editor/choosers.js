// Wagtail's own windows for choosing a picture or a document.

export function createChoosers({ urls }) {
  const windows = { image: "ImageChooserModal", document: "DocumentChooserModal" };
  return (kind, onChosen) => new window[windows[kind]](urls[kind]).open({}, onChosen);
}
