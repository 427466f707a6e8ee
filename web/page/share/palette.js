/**
 * The colours of pictures: those of the light page in style/tokens.css, at night, too. Pictures land in chats and
 * documents that are light for some and dark for others; ink on paper is legible in both, and on paper.
 */
export const PALETTE = {
  ground: '#f4efe7',
  paper: '#fffefa',
  line: '#ddd6c8',
  soft: '#625d57',
  ink: '#1d2a6b',
  unsure: '#6a75ab',
  accent: '#9c3a12',
};
